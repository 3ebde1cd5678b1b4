// Rotated residuals of vectors from the centres of their lists (LOPQ, Kalantidis and Avrithis, CVPR 2014, section 3.2).
// Needs vectors.cl. Compile-time: DP = dimensions padded to 16, ROTATE 0|1, BATCH = 4.

// y = R (q - c) for BATCH queries of lists that share a rotation, and their squared norms: each row of the matrix is read
// once for all of them. `rotation` is stored transposed: row i is the image of axis i.
static void residuals(global const float *queries, global const float *centres, const uint4 *job,
                      global const float *rotation, float *y, float *squared) {
#if ROTATE
    float r[BATCH * DP];
#else
    float *r = y;
#endif
    for (uint n = 0; n < BATCH; ++n) {
        global const float *q = queries + (size_t)job[n].x * DP, *c = centres + (size_t)job[n].y * DP;
        float16 sum = 0;
        for (uint i = 0; i < DP / 16; ++i) {
            const float16 v = LOAD16(i, q) - LOAD16(i, c);
            sum += v * v;
            STORE16(v, i, r + n * DP);
        }
        const float8 s8 = sum.lo + sum.hi;
        const float4 s4 = s8.lo + s8.hi;
        squared[n] = (s4.x + s4.z) + (s4.y + s4.w);
    }
#if ROTATE
    for (uint o = 0; o < DP / 16; o += 2) {
        const uint o2 = o + 1 < DP / 16 ? o + 1 : o;
        float16 a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0;
        for (uint i = 0; i < DP; ++i) {
            const float16 u = LOAD16(o, rotation + (size_t)i * DP), v = LOAD16(o2, rotation + (size_t)i * DP);
            a0 += r[i] * u;
            b0 += r[i] * v;
            a1 += r[DP + i] * u;
            b1 += r[DP + i] * v;
            a2 += r[2 * DP + i] * u;
            b2 += r[2 * DP + i] * v;
            a3 += r[3 * DP + i] * u;
            b3 += r[3 * DP + i] * v;
        }
        STORE16(a0, o, y);
        STORE16(b0, o2, y);
        STORE16(a1, o, y + DP);
        STORE16(b1, o2, y + DP);
        STORE16(a2, o, y + 2 * DP);
        STORE16(b2, o2, y + 2 * DP);
        STORE16(a3, o, y + 3 * DP);
        STORE16(b3, o2, y + 3 * DP);
    }
#endif
}

// The same for one query.
static void residual(global const float *queries, global const float *centres, const uint4 job,
                     global const float *rotation, float *y, float *squared) {
    global const float *q = queries + (size_t)job.x * DP, *c = centres + (size_t)job.y * DP;
#if ROTATE
    float r[DP];
#else
    float *r = y;
#endif
    float16 sum = 0;
    for (uint i = 0; i < DP / 16; ++i) {
        const float16 v = LOAD16(i, q) - LOAD16(i, c);
        sum += v * v;
        STORE16(v, i, r);
    }
    const float8 s8 = sum.lo + sum.hi;
    const float4 s4 = s8.lo + s8.hi;
    squared[0] = (s4.x + s4.z) + (s4.y + s4.w);
#if ROTATE
    for (uint o = 0; o < DP / 16; o += 8) {
        float16 a[8];
        for (uint p = 0; p < 8; ++p) a[p] = 0;
        for (uint i = 0; i < DP; ++i)
#pragma unroll
            for (uint p = 0; p < 8; ++p)
                if (o + p < DP / 16) a[p] += r[i] * LOAD16(o + p, rotation + (size_t)i * DP);
        for (uint p = 0; p < 8 && o + p < DP / 16; ++p) STORE16(a[p], o + p, y);
    }
#endif
}
