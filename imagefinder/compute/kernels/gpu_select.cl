// The k smallest of each query's distances by histogram: four passes of 8 bits find the k-th key, four more the last
// index among its ties. Exact and deterministic for any k; no sorting network.
//
// Launch: a work-group of GROUP work-items per query.

// Distances as unsigned integers in the same order.
static uint key_of(const float d) {
    const uint bits = as_uint(d);
    return bits ^ (bits >> 31 ? 0xFFFFFFFFu : 0x80000000u);
}

kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void gpu_select(
    global const float *distances,
    global const uint *start,   // (q + 1) first distance of each query
    const uint k,
    global float *value,        // (q, k), infinite at the start
    global uint *index) {       // (q, k) within the query's distances, 0xFFFFFFFF at the start; in no order
    local uint bins[256], prefix, rank, last, slots;
    const uint q = get_group_id(0), me = get_local_id(0);
    global const float *d = distances + start[q];
    const uint n = start[q + 1] - start[q];
    if (me == 0) {
        rank = min(n, k) - 1;  // without entries nothing below is counted or written
        prefix = last = slots = 0;
    }
    // every work-item takes part in every pass: barriers stand outside all conditions
    for (int pass = 0; pass < 8; ++pass) {
        const int shift = 24 - pass % 4 * 8;
        for (uint b = me; b < 256; b += GROUP) bins[b] = 0;
        barrier(CLK_LOCAL_MEM_FENCE);
        for (uint i = me; i < n; i += GROUP) {
            const uint key = key_of(d[i]);
            const uint v = pass < 4 ? key : i;
            if (pass >= 4 && key != last) continue;
            if (shift == 24 || v >> (shift + 8) == prefix) atomic_inc(bins + (v >> shift & 255));
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        if (me == 0) {
            uint b = 0, left = rank;
            while (b < 255 && left >= bins[b]) left -= bins[b++];
            rank = left;
            prefix = prefix << 8 | b;
            if (pass == 3) {
                last = prefix;
                prefix = 0;
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    for (uint i = me; i < n; i += GROUP) {
        const uint key = key_of(d[i]);
        if (key < last || (key == last && i <= prefix)) {
            const uint slot = atomic_inc(&slots);
            if (d[i] < INFINITY) {
                value[(size_t)q * k + slot] = d[i];
                index[(size_t)q * k + slot] = i;
            }
        }
    }
}
