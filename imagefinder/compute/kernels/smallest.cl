// The k smallest entries of each row, ascending by (value, column); `values` may be a tile of a wider matrix, whose
// heaps are carried from tile to tile.
//
// Launch: one work-item per row, local size 1.

#include "vectors.cl"
#include "top_k.cl"

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
        const int16 below = (LOAD16(0, v + i) <= worst) | (LOAD16(1, v + i) <= worst) | (LOAD16(2, v + i) <= worst) |
                            (LOAD16(3, v + i) <= worst);
        const int8 below8 = below.lo | below.hi;
        if (!any(below8.lo | below8.hi)) continue;
        for (uint l = 0; l < 64; ++l)
            if (v[i + l] < hd[0] || (v[i + l] == hd[0] && first + i + l < hp[0]))
                replace_worst(hd, hp, k, v[i + l], first + i + l);
    }
    for (; i < columns; ++i)
        if (v[i] < hd[0] || (v[i] == hd[0] && first + i < hp[0])) replace_worst(hd, hp, k, v[i], first + i);
    if (last) sort_heap(hd, hp, k);
}
