// Fused search of inverted lists on a CPU: rotate the residual query, build its table, scan codes, keep the k nearest.
//
// Formulas: LOPQ (Kalantidis and Avrithis, CVPR 2014, section 3); ADC (Jegou et al., TPAMI 2011, eq. 13).
//   y = R_i (q - c_i),   d(q, x) = sum_j T_j[code_j(x)],   T_j[t] = |y_j - C_j,t|^2
// A table quantised to 8 bits from below gives a lower bound of d; only codes whose bound does not exceed the k-th
// distance so far are scored with the float table, so the result is that of the float table alone.
//
// Layout: codes [block][M][64] bytes, lists one after the other without padding, so that a block may hold the end of
// one list and the start of the next; position = block * 64 + lane; `alive` has one bit per position.
// Launch: one work-item per worker, local size 1. A worker owns its heaps: no atomics.
// Compile-time: M sub-spaces, DS dimensions each, DP = dimensions padded to 16, ROTATE 0|1, PRIVATE 0|1 (codebooks per list).

#pragma OPENCL FP_CONTRACT ON

#include "top_k.cl"

#if defined(VBMI) && defined(__AVX512VBMI__)
#define USE_VBMI 1
typedef char bytes64 __attribute__((ext_vector_type(64), aligned(1)));
#else
#define USE_VBMI 0
#endif

#ifdef __clang__
#define TO_BYTES(v) __builtin_convertvector(__builtin_convertvector(v, int16), uchar16)
#else
#define TO_BYTES(v) convert_uchar16(v)
#endif

// y = R (q - c), and its squared norm. `rotation` is stored transposed: row i is the image of axis i.
static float residual(global const float *q, global const float *c, global const float *rotation, float *y) {
#if ROTATE
    float r[DP];
    for (uint i = 0; i < DP; i += 16) vstore16(vload16(0, q + i) - vload16(0, c + i), 0, r + i);
    uint o = 0;
    for (; o + 128 <= DP; o += 128) {
        float16 a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        for (uint i = 0; i < DP; ++i) {
            global const float *row = rotation + (size_t)i * DP + o;
            const float16 x = (float16)(r[i]);
            a0 += x * vload16(0, row);
            a1 += x * vload16(1, row);
            a2 += x * vload16(2, row);
            a3 += x * vload16(3, row);
            a4 += x * vload16(4, row);
            a5 += x * vload16(5, row);
            a6 += x * vload16(6, row);
            a7 += x * vload16(7, row);
        }
        vstore16(a0, 0, y + o);
        vstore16(a1, 1, y + o);
        vstore16(a2, 2, y + o);
        vstore16(a3, 3, y + o);
        vstore16(a4, 4, y + o);
        vstore16(a5, 5, y + o);
        vstore16(a6, 6, y + o);
        vstore16(a7, 7, y + o);
    }
    for (; o < DP; o += 16) {
        float16 a = 0;
        for (uint i = 0; i < DP; ++i) a += r[i] * vload16(0, rotation + (size_t)i * DP + o);
        vstore16(a, 0, y + o);
    }
#else
    for (uint i = 0; i < DP; i += 16) vstore16(vload16(0, q + i) - vload16(0, c + i), 0, y + i);
#endif
    float16 s = 0;
    for (uint i = 0; i < DP; i += 16) {
        const float16 v = vload16(0, y + i);
        s += v * v;
    }
    const float8 s8 = s.lo + s.hi;
    const float4 s4 = s8.lo + s8.hi;
    return (s4.x + s4.z) + (s4.y + s4.w);
}

// T[j][t] = |C_j,t|^2 - 2 <y_j, C_j,t>, less its minimum over t; returns the sum of the minima.
// `codebook` [M][DS][256], `norms` [M][256].
static float build_table(const float *y, global const float *codebook, global const float *norms, float *T) {
    float floor_sum = 0;
    for (uint j = 0; j < M; ++j) {
        float16 least = (float16)(INFINITY);
        float *Tj = T + j * 256;
        for (uint g = 0; g < 16; ++g) {
            float16 v = vload16(g, norms + j * 256);
#pragma unroll
            for (uint s = 0; s < DS; ++s)
                v += (-2.0f * y[j * DS + s]) * vload16(g, codebook + (size_t)(j * DS + s) * 256);
            least = v < least ? v : least;
            vstore16(v, g, Tj);
        }
        const float8 l8 = least.lo < least.hi ? least.lo : least.hi;
        const float4 l4 = l8.lo < l8.hi ? l8.lo : l8.hi;
        const float2 l2 = l4.lo < l4.hi ? l4.lo : l4.hi;
        const float l = l2.x < l2.y ? l2.x : l2.y;
        for (uint g = 0; g < 16; ++g) vstore16(vload16(g, Tj) - l, g, Tj);
        floor_sum += l;
    }
    return floor_sum;
}

// Entries rounded down, so that a sum of them never exceeds the scaled float sum; 255 stands for "or more".
static void quantise_table(const float *T, const float scale, uchar *U) {
    for (uint i = 0; i < M * 16; ++i) {
        float16 v = vload16(i, T) * scale;
        v = v < 255.0f ? v : 255.0f;
        vstore16(TO_BYTES(v), i, U);
    }
}

// Lanes of a block whose saturated sum of bytes does not exceed `limit` (<= 254).
static ulong block_below(global const uchar *block, const uchar *U, const uchar limit) {
#if USE_VBMI
    bytes64 sum = (bytes64)((char)0);
    for (uint j = 0; j < M; ++j) {
        const uchar *t = U + j * 256;
        const bytes64 c = *(global const bytes64 *)(block + j * 64);
        const bytes64 low = __builtin_ia32_vpermi2varqi512(*(const bytes64 *)t, c, *(const bytes64 *)(t + 64));
        const bytes64 high = __builtin_ia32_vpermi2varqi512(*(const bytes64 *)(t + 128), c, *(const bytes64 *)(t + 192));
        sum = __builtin_ia32_paddusb512(sum, c < (bytes64)((char)0) ? high : low);
    }
    const bytes64 l = (bytes64)((char)limit);
    return __builtin_ia32_ucmpb512_mask(sum, l, 2, ~0ul);
#else
    ushort sum[64];
    for (uint i = 0; i < 64; ++i) sum[i] = U[block[i]];
    for (uint j = 1; j < M; ++j)
        for (uint i = 0; i < 64; ++i) sum[i] += U[j * 256 + block[j * 64 + i]];
    ulong mask = 0;
    for (uint i = 0; i < 64; ++i) mask |= (ulong)(sum[i] <= limit) << i;
    return mask;
#endif
}

#if USE_VBMI
// The same for four blocks: a table's registers are loaded once for 256 codes.
static void four_blocks_below(global const uchar *block, const uchar *U, const uchar limit, ulong *mask) {
    const bytes64 zero = (bytes64)((char)0);
    bytes64 s0 = zero, s1 = zero, s2 = zero, s3 = zero;
    for (uint j = 0; j < M; ++j) {
        const uchar *t = U + j * 256;
        const bytes64 t0 = *(const bytes64 *)t, t1 = *(const bytes64 *)(t + 64);
        const bytes64 t2 = *(const bytes64 *)(t + 128), t3 = *(const bytes64 *)(t + 192);
        global const uchar *b = block + j * 64;
        const bytes64 c0 = *(global const bytes64 *)b;
        const bytes64 c1 = *(global const bytes64 *)(b + M * 64);
        const bytes64 c2 = *(global const bytes64 *)(b + 2 * M * 64);
        const bytes64 c3 = *(global const bytes64 *)(b + 3 * M * 64);
#define LOOK_UP(c) \
    ((c) < zero ? __builtin_ia32_vpermi2varqi512(t2, c, t3) : __builtin_ia32_vpermi2varqi512(t0, c, t1))
        s0 = __builtin_ia32_paddusb512(s0, LOOK_UP(c0));
        s1 = __builtin_ia32_paddusb512(s1, LOOK_UP(c1));
        s2 = __builtin_ia32_paddusb512(s2, LOOK_UP(c2));
        s3 = __builtin_ia32_paddusb512(s3, LOOK_UP(c3));
    }
    const bytes64 l = (bytes64)((char)limit);
    mask[0] = __builtin_ia32_ucmpb512_mask(s0, l, 2, ~0ul);
    mask[1] = __builtin_ia32_ucmpb512_mask(s1, l, 2, ~0ul);
    mask[2] = __builtin_ia32_ucmpb512_mask(s2, l, 2, ~0ul);
    mask[3] = __builtin_ia32_ucmpb512_mask(s3, l, 2, ~0ul);
}
#endif

// Score the lanes of `mask` with the float table and keep the nearest.
static void score_lanes(ulong mask, global const uchar *block, const uint first, const float *T, const float base,
                        global float *hd, global uint *hp, const uint k) {
    while (mask) {
        const uint lane = popcount((mask & -mask) - 1);
        mask &= mask - 1;
        float d = 0;
        for (uint j = 0; j < M; ++j) d += T[j * 256 + block[j * 64 + lane]];
        d += base;
        const uint p = first + lane;
        if (d < hd[0] || (d == hd[0] && p < hp[0])) replace_worst(hd, hp, k, d, p);
    }
}

// The lanes of block b whose positions lie in [first, end).
static ulong lanes_within(const uint b, const uint first, const uint end) {
    ulong lanes = ~0ul;
    if (first > b * 64) lanes <<= first - b * 64;
    if (end < b * 64 + 64) lanes &= ~0ul >> (b * 64 + 64 - end);
    return lanes;
}

// Bytes per unit of squared distance, such that the k-th distance so far just fits.
static float table_scale(const float worst, const float base) {
    return 254.0f / fmax(worst - base, 1e-6f * fabs(base) + 1e-30f);
}

// The largest sum of bytes that can still belong to a code at the k-th distance; the margin covers rounding.
static uchar table_limit(const float worst, const float base, const float scale) {
    const float left = (worst - base) * scale * 1.00001f + 0.001f;
    return left < 254.0f ? (uchar)fmax(left, 0.0f) : 254;
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void list_search(
    global const float *queries,     // (q, DP)
    global const uint *worker_jobs,  // (workers + 1) first job of each worker
    global const uint4 *jobs,        // query, list, first and end position
    global const uint *worker_split, // (workers) which of `splits` heaps of a query the worker fills
    const uint splits,
    global const float *centres,     // (lists, DP)
    global const uint *rotation_of,  // (lists)
    global const float *rotations,   // (rotations, DP, DP) transposed
    global const float *codebooks,   // (1 or lists, M, DS, 256)
    global const float *norms,       // (1 or lists, M, 256)
    global const uchar *codes,
    global const ulong *alive,       // (blocks)
    const uint k,
    global float *heap_distance,     // (q * splits, k), all infinite at the start
    global uint *heap_position,      // (q * splits, k), all NO_POSITION at the start
    global const uint *worker_heaps, // (workers, 2) first and end query whose heaps the worker sorts
    global float *scanned) {         // (workers) codes scanned, for statistics
    const uint worker = get_global_id(0);
    const uint split = worker_split[worker];
    float y[DP];
    float T[M * 256];
    uchar U[M * 256] __attribute__((aligned(64)));
    float visited = 0;

    for (uint n = worker_jobs[worker]; n < worker_jobs[worker + 1]; ++n) {
        const uint4 job = jobs[n];
        global float *hd = heap_distance + (size_t)(job.x * splits + split) * k;
        global uint *hp = heap_position + (size_t)(job.x * splits + split) * k;
#if ROTATE
        global const float *rotation = rotations + (size_t)rotation_of[job.y] * DP * DP;
#else
        global const float *rotation = rotations;
#endif
        const float squared = residual(queries + (size_t)job.x * DP, centres + (size_t)job.y * DP, rotation, y);
#if PRIVATE
        const float base = squared + build_table(y, codebooks + (size_t)job.y * M * DS * 256, norms + (size_t)job.y * M * 256, T);
#else
        const float base = squared + build_table(y, codebooks, norms, T);
#endif
        uint b = job.z / 64;
        const uint end = (job.w + 63) / 64;
        while (b < end && hd[0] == INFINITY) {
            score_lanes(alive[b] & lanes_within(b, job.z, job.w), codes + (size_t)b * M * 64, b * 64, T, base, hd, hp, k);
            ++b;
        }
        visited += job.w - job.z;
        if (b >= end || base > hd[0]) continue;
        float scale = table_scale(hd[0], base);
        uchar limit = 254;
        quantise_table(T, scale, U);
#if USE_VBMI
        for (; b + 4 <= end; b += 4) {
            ulong mask[4];
            four_blocks_below(codes + (size_t)b * M * 64, U, limit, mask);
            if (!(mask[0] | mask[1] | mask[2] | mask[3])) continue;
            const float before = hd[0];
            for (uint i = 0; i < 4; ++i) {
                const ulong m = mask[i] & alive[b + i] & lanes_within(b + i, job.z, job.w);
                if (m) score_lanes(m, codes + (size_t)(b + i) * M * 64, (b + i) * 64, T, base, hd, hp, k);
            }
            if (hd[0] == before) continue;
            limit = table_limit(hd[0], base, scale);
            if (limit < 160 && b + 20 < end) {
                scale = table_scale(hd[0], base);
                limit = 254;
                quantise_table(T, scale, U);
            }
        }
#endif
        for (; b < end; ++b) {
            const ulong m = block_below(codes + (size_t)b * M * 64, U, limit) & alive[b] & lanes_within(b, job.z, job.w);
            if (!m) continue;
            score_lanes(m, codes + (size_t)b * M * 64, b * 64, T, base, hd, hp, k);
            limit = table_limit(hd[0], base, scale);
        }
    }
    for (uint q = worker_heaps[2 * worker]; q < worker_heaps[2 * worker + 1]; ++q)
        sort_heap(heap_distance + (size_t)(q * splits + split) * k, heap_position + (size_t)(q * splits + split) * k, k);
    scanned[worker] = visited;
}
