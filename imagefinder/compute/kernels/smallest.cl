// The k smallest entries of each row, ascending by (value, column); `values` may be a tile of a wider matrix, whose
// heaps are carried from tile to tile.
//
// Launch: one work-item per row, local size 1.

static void replace_worst(global float *hd, global uint *hp, const uint k, const float d, const uint p) {
    uint at = 0;
    for (;;) {
        uint child = 2 * at + 1;
        if (child >= k) break;
        if (child + 1 < k &&
            (hd[child + 1] > hd[child] || (hd[child + 1] == hd[child] && hp[child + 1] > hp[child])))
            ++child;
        if (hd[child] < d || (hd[child] == d && hp[child] < p)) break;
        hd[at] = hd[child];
        hp[at] = hp[child];
        at = child;
    }
    hd[at] = d;
    hp[at] = p;
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void smallest(
    global const float *values,  // (rows, columns)
    const uint columns,
    const uint first,            // column number of the tile's first column
    const uint k,
    const uint last,             // 1: sort the heaps at the end
    global float *heap_value,    // (rows, k), infinite at the start
    global uint *heap_column) {  // (rows, k), 0xFFFFFFFF at the start
    const size_t row = get_global_id(0);
    global const float *v = values + row * columns;
    global float *hd = heap_value + row * k;
    global uint *hp = heap_column + row * k;
    uint i = 0;
    for (; i + 64 <= columns; i += 64) {
        const float16 worst = (float16)(hd[0]);
        const int16 below = (vload16(0, v + i) <= worst) | (vload16(1, v + i) <= worst) | (vload16(2, v + i) <= worst) |
                            (vload16(3, v + i) <= worst);
        if (!any(below)) continue;
        for (uint l = 0; l < 64; ++l)
            if (v[i + l] < hd[0] || (v[i + l] == hd[0] && first + i + l < hp[0]))
                replace_worst(hd, hp, k, v[i + l], first + i + l);
    }
    for (; i < columns; ++i)
        if (v[i] < hd[0] || (v[i] == hd[0] && first + i < hp[0])) replace_worst(hd, hp, k, v[i], first + i);
    if (last)
        for (uint n = k; n > 1; --n) {
            const float d = hd[n - 1];
            const uint p = hp[n - 1];
            hd[n - 1] = hd[0];
            hp[n - 1] = hp[0];
            replace_worst(hd, hp, n - 1, d, p);
        }
}
