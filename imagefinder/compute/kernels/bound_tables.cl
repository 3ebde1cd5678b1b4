// Tables of lower bounds in bytes, TABLES at a time, so that the codebook is read once for all of them:
// U[j][t] <= scale * |y_j - C_j,t|^2 = scale * (|y_j|^2 + |C_j,t|^2 - 2 <y_j, C_j,t>), and 255 stands for "255 or more".
// The sum of a code's entries bounds scale times its distance from below, give or take one for rounding.
// Needs vectors.cl and bound_scale.cl. Compile-time: TABLES, BUILD_BOUNDS (the function's name), M, DS, DP.

// `y` (TABLES, DP), `scale` (TABLES) -> `U` (TABLES, M, 256).
static void BUILD_BOUNDS(const float *y, const float *scale, const Bounds bounds, const Steps steps, uchar *U) {
#ifdef AVX512
    // low halves of these sums are the rounded numbers: the last bit of such a float is worth one
    const float16 round = (float16)(12582912.0f);
    short numbers[TABLES * DP];
    int last[TABLES * M], start[TABLES * M];
    for (uint n = 0; n < TABLES; ++n) {
        const float s = 65536.0f * scale[n], factor = s / steps.words;
        const int weight = (int)(s * steps.norms);
        for (uint i = 0; i < DP / 16; ++i) {
            const float16 v = LOAD16_PRIVATE(i, y + n * DP) * factor + round;
            STORE16_SHORTS(__builtin_bit_cast(int16, v), i, numbers + n * DP);
        }
        for (uint j = 0; j < M; ++j) {
            const float *v = y + n * DP + j * DS;
            float squared = 0;
#pragma unroll
            for (uint e = 0; e < DS; ++e) squared += v[e] * v[e];
            start[n * M + j] = squared * s < 1e9f ? (int)(squared * s) : 1000000000;
            last[n * M + j] = (DS % 2 ? numbers[n * DP + j * DS + DS - 1] & 0xFFFF : 0) | (weight << 16);
        }
    }
    const shorts32 upper = (shorts32)(1, 3, 5, 7, 33, 35, 37, 39, 9, 11, 13, 15, 41, 43, 45, 47, 17, 19, 21, 23, 49, 51,
                                      53, 55, 25, 27, 29, 31, 57, 59, 61, 63);
    for (uint j = 0; j < M; ++j)
        for (uint b = 0; b < 4; ++b) {
            ints16 sum[TABLES][4];
#pragma unroll
            for (uint n = 0; n < TABLES; ++n)
#pragma unroll
                for (uint i = 0; i < 4; ++i) sum[n][i] = (ints16)(start[n * M + j]);
            global const int *words = bounds.words + (size_t)(j * 4 + b) * 4 * PAIRS * 16;
#pragma unroll
            for (uint i = 0; i < 4; ++i)
#pragma unroll
                for (uint p = 0; p < PAIRS; ++p) {
                    const ints16 word = *(global const ints16 *)(words + (i * PAIRS + p) * 16);
#pragma unroll
                    for (uint n = 0; n < TABLES; ++n)
                    {
                        const int pair = p < PAIRS - 1 ? *(const int1u *)(numbers + n * DP + j * DS + 2 * p)
                                                       : last[n * M + j];
                        sum[n][i] = __builtin_ia32_vpdpwssd512(sum[n][i], word, (ints16)(pair));
                    }
                }
#pragma unroll
            for (uint n = 0; n < TABLES; ++n) {
                const shorts32 low = __builtin_ia32_vpermi2varhi512(__builtin_bit_cast(shorts32, sum[n][0]), upper,
                                                                    __builtin_bit_cast(shorts32, sum[n][1]));
                const shorts32 high = __builtin_ia32_vpermi2varhi512(__builtin_bit_cast(shorts32, sum[n][2]), upper,
                                                                     __builtin_bit_cast(shorts32, sum[n][3]));
                *(bytes64 *)(U + ((n * M + j) * 4 + b) * 64) = __builtin_ia32_packuswb512(low, high);
            }
        }
#else
    for (uint j = 0; j < M; ++j) {
        float squared[TABLES];
        for (uint n = 0; n < TABLES; ++n) {
            squared[n] = 0;
            for (uint s = 0; s < DS; ++s) squared[n] += y[n * DP + j * DS + s] * y[n * DP + j * DS + s];
        }
        global const float *words = bounds.words + (size_t)j * DS * 256;
        for (uint g = 0; g < 16; ++g) {
            const float16 norm = LOAD16(g, bounds.norms + j * 256);
            float16 a[TABLES];
#pragma unroll
            for (uint n = 0; n < TABLES; ++n) a[n] = norm + squared[n];
#pragma unroll
            for (uint s = 0; s < DS; ++s) {
                const float16 word = -2.0f * LOAD16(g, words + s * 256);
#pragma unroll
                for (uint n = 0; n < TABLES; ++n) a[n] += y[n * DP + j * DS + s] * word;
            }
#pragma unroll
            for (uint n = 0; n < TABLES; ++n) {
                float16 bound = a[n] * scale[n];
                bound = bound > 0.0f ? bound : 0.0f;
                bound = bound < 255.0f ? bound : 255.0f;
                STORE16_BYTES(bound, g, U + (n * M + j) * 256);
            }
        }
    }
#endif
}
