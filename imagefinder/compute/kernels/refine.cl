// Distances with the second residual (Jegou, Tavenard, Douze and Amsaleg, ICASSP 2011, eq. 5), in rotated space:
//   d = |y - C[code] - C'[finer code]|^2
//
// Launch: one work-item per query, local size 1.

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void refine(
    global const float *residuals, // (pairs, d): y of each query and list
    global const uint *pair,       // (q, r) row of `residuals`
    global const uint *book,       // (q, r) which of `codebooks`
    global const uchar *codes,     // (q, r, m)
    global const uchar *finer,     // (q, r, m2)
    global const float *codebooks, // (books, m, 256, d / m)
    global const float *second,    // (m2, 256, d / m2)
    const uint r, const uint d, const uint m, const uint m2,
    global float *distances) {     // (q, r)
    const size_t first = get_global_id(0) * (size_t)r;
    const uint s = d / m, s2 = d / m2;
    for (size_t n = first; n < first + r; ++n) {
        global const float *y = residuals + (size_t)pair[n] * d;
        global const float *C = codebooks + (size_t)book[n] * m * 256 * s;
        float sum = 0;
        for (uint i = 0; i < d; ++i) {
            const uint j = i / s, j2 = i / s2;
            const float e = y[i] - C[((size_t)j * 256 + codes[n * m + j]) * s + i % s] -
                            second[((size_t)j2 * 256 + finer[n * m2 + j2]) * s2 + i % s2];
            sum += e * e;
        }
        distances[n] = sum;
    }
}
