// The w nearest centroids of each vector, ascending by (distance, number): |c|^2 - 2 <x, c>, and a selection of the smallest.
//
// Launch: any number of work-items, local size 1; each takes ROWS vectors, then as many again further on.
// Compile-time: D dimensions.

#pragma OPENCL FP_CONTRACT ON

#include "vectors.cl"
#include "top_k.cl"
#include "reservoir.cl"

#ifdef AVX512
#define ROWS 8  // with two vectors of centroids, as many sums as there are registers for
#else
#define ROWS 3
#endif

#define PARAMETERS \
    global const float *vectors,    /* (n, D) */                                                                      \
    const uint n,                                                                                                     \
    global const float *words,      /* (groups, D, 32): -2 c */                                                       \
    global const float *norms,      /* (groups, 32): |c|^2, infinite beyond the last */                               \
    const uint groups,                                                                                                \
    const uint w,                                                                                                     \
    const uint room,                /* of a reservoir: a multiple of 16, at least 2 w */                              \
    global float *distances,        /* (items, ROWS, groups * 32), scratch */                                         \
    global float *reservoir_d,      /* (items, room), scratch */                                                      \
    global uint *reservoir_i,       /* (items, room), scratch */                                                      \
    global uint *numbers            /* (n, w), 0xFFFFFFFF at the start */
#define ARGUMENTS vectors, n, words, norms, groups, w, room, distances, reservoir_d, reservoir_i, numbers

// A distance that at least w of the least of each of 32 lanes do not exceed, given in two vectors: so w centroids are no
// farther.
static float lane_limit(const float16 *lanes, const uint w) {
    if (w > 32) return INFINITY;
    const float16 nearer = lanes[0] < lanes[1] ? lanes[0] : lanes[1], farther = lanes[0] < lanes[1] ? lanes[1] : lanes[0];
    float low = least_of(&nearer), high = most_of(&farther);
    if (high == INFINITY) return INFINITY;
    for (uint step = 0; step < 10; ++step) {
        const float middle = low + 0.5f * (high - low);
        const int16 below = (lanes[0] <= (float16)(middle)) + (lanes[1] <= (float16)(middle));  // true is -1
        if (-sum_of(&below) < (int)w)
            low = middle;
        else
            high = middle;
    }
    return high;
}

// Apart from the kernel, so that it is compiled for the instructions that it was written for; see list_search.cl.
static __attribute__((noinline)) void nearest(const uint item, const uint items, PARAMETERS) {
    global float *d = distances + (size_t)item * ROWS * groups * 32;
    global float *rd = reservoir_d + (size_t)item * room;
    global uint *ri = reservoir_i + (size_t)item * room;
    for (uint first = item * ROWS; first < n; first += items * ROWS) {
        const uint rows = n - first < ROWS ? n - first : ROWS;
        global const float *x[ROWS];
        float16 least[ROWS][2];
        for (uint r = 0; r < ROWS; ++r) {
            x[r] = vectors + (size_t)(first + (r < rows ? r : 0)) * D;
            least[r][0] = least[r][1] = (float16)(INFINITY);
        }
        for (uint g = 0; g < groups; ++g) {
            float16 a[ROWS], b[ROWS];
#pragma unroll
            for (uint r = 0; r < ROWS; ++r) {
                a[r] = LOAD16(2 * g, norms);
                b[r] = LOAD16(2 * g + 1, norms);
            }
            global const float *c = words + (size_t)g * D * 32;
            for (uint i = 0; i < D; ++i) {
                const float16 u = LOAD16(2 * i, c), v = LOAD16(2 * i + 1, c);
#pragma unroll
                for (uint r = 0; r < ROWS; ++r) {
                    a[r] += x[r][i] * u;
                    b[r] += x[r][i] * v;
                }
            }
#pragma unroll
            for (uint r = 0; r < ROWS; ++r) {
                STORE16_GLOBAL(a[r], 2 * g, d + (size_t)r * groups * 32);
                STORE16_GLOBAL(b[r], 2 * g + 1, d + (size_t)r * groups * 32);
                least[r][0] = a[r] < least[r][0] ? a[r] : least[r][0];
                least[r][1] = b[r] < least[r][1] ? b[r] : least[r][1];
            }
        }
        for (uint r = 0; r < rows; ++r) {
            global const float *v = d + (size_t)r * groups * 32;
            float worst = lane_limit(least[r], w);
            uint count = 0;
            for (uint i = 0; i < groups * 32; i += 32) {
                const int16 below = (LOAD16(0, v + i) <= (float16)(worst)) | (LOAD16(1, v + i) <= (float16)(worst));
                const int8 below8 = below.lo | below.hi;
                const int4 below4 = below8.lo | below8.hi;
                if ((below4.x | below4.y | below4.z | below4.w) == 0) continue;
                for (uint l = 0; l < 32; ++l) {
                    if (!(v[i + l] <= worst) || v[i + l] == INFINITY) continue;
                    rd[count] = v[i + l];
                    ri[count] = i + l;
                    if (++count == room) count = cut_back(rd, ri, count, w, &worst);
                }
            }
            sort_all(rd, ri, count);
            for (uint i = 0; i < w && i < count; ++i) numbers[(size_t)(first + r) * w + i] = ri[i];
        }
    }
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void centroids(PARAMETERS) {
    nearest(get_global_id(0), get_global_size(0), ARGUMENTS);
}
