// Product quantisation of the rotated residuals of vectors in lists: what the index stores (LOPQ section 3.2).
//
// Launch: one work-item per CHUNK vectors, local size 1; vectors of one rotation stand together in `order`.
// Compile-time: M sub-spaces of DS dimensions, DP = M * DS padded to 16, ROTATE and PRIVATE 0|1, CHUNK.

#pragma OPENCL FP_CONTRACT ON

#include "vectors.cl"

#define BATCH 4

#include "residual.cl"

#define PARAMETERS \
    global const float *vectors,       /* (n, DP) */                                                                  \
    global const uint *order,          /* (n) rows of `vectors` */                                                    \
    global const uint *lists,          /* (n) list of each row */                                                     \
    const uint n,                                                                                                     \
    global const float *centres,       /* (K, DP) */                                                                  \
    global const uint *rotation_of,    /* (K) */                                                                      \
    global const float *rotations,     /* (G, DP, DP) transposed */                                                   \
    global const float *codebooks,     /* (1 or K, M, DS, 256) */                                                     \
    global const float *norms,         /* (1 or K, M, 256), 1e30 for words not in use */                              \
    global uchar *codes,               /* (n, M) by row */                                                            \
    global float *errors               /* (n) by row: squared distance of the residual from its code */
#define ARGUMENTS vectors, order, lists, n, centres, rotation_of, rotations, codebooks, norms, codes, errors

// Apart from the kernel, so that it is compiled for the instructions that it was written for; see list_search.cl.
static __attribute__((noinline)) void encode_share(const uint item, PARAMETERS) {
    const int16 lanes = (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const uint end = min((item + 1) * CHUNK, n);
    float y[BATCH * DP];
    float squared[BATCH];
    uint next = item * CHUNK;
    while (next < end) {
        uint4 batch[BATCH];
        uint size = 0;
        while (size < BATCH && next < end) {
            const uint row = order[next];
            const uint list = lists[row];
            if (size && rotation_of[list] != rotation_of[batch[0].y]) break;
            batch[size++] = (uint4)(row, list, 0, 0);
            ++next;
        }
        for (uint i = size; i < BATCH; ++i) batch[i] = batch[size - 1];
#if ROTATE
        residuals(vectors, centres, batch, rotations + (size_t)rotation_of[batch[0].y] * DP * DP, y, squared);
#else
        residuals(vectors, centres, batch, rotations, y, squared);
#endif
        for (uint i = 0; i < size; ++i) {
            const size_t book = PRIVATE ? batch[i].y : 0;
            float error = squared[i];
            for (uint j = 0; j < M; ++j) {
                global const float *words = codebooks + (book * M + j) * DS * 256;
                float16 best = (float16)(INFINITY);
                int16 word = 0;
                for (uint g = 0; g < 16; ++g) {
                    float16 v = LOAD16(g, norms + (book * M + j) * 256);
#pragma unroll
                    for (uint s = 0; s < DS; ++s)
                        v += (-2.0f * y[i * DP + j * DS + s]) * LOAD16(g, words + s * 256);
                    const int16 closer = v < best;
                    best = closer ? v : best;
                    word = closer ? (int16)(g * 16) + lanes : word;
                }
                codes[(size_t)batch[i].x * M + j] = (uchar)number_of_least(&best, &word);
                error += least_of(&best);
            }
            errors[batch[i].x] = error;
        }
    }
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void encode_lists(PARAMETERS) {
    encode_share(get_global_id(0), ARGUMENTS);
}
