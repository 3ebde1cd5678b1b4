// Fused search of inverted lists on a CPU: rotate the residual query, build its table, scan codes, keep the k nearest.
//
// Formulas: LOPQ (Kalantidis and Avrithis, CVPR 2014, section 3); ADC (Jegou et al., TPAMI 2011, eq. 13).
//   y = R_i (q - c_i),   d(q, x) = sum_j T_j[code_j(x)],   T_j[t] = |y_j - C_j,t|^2
// A table quantised to 8 bits from below gives a lower bound of d; only codes whose bound does not exceed the k-th
// distance so far are scored with the float table, so the result is that of the float table alone.
//
// Layout: codes [block][M][64] bytes, lists one after the other without padding, so that a block may hold the end of
// one list and the start of the next; position = block * 64 + lane; `alive` has one bit per position.
// Launch: one work-item per worker, local size 1. A worker owns its queries' reservoirs: no atomics.
// Compile-time: M sub-spaces, DS dimensions each, DP = dimensions padded to 16, ROTATE 0|1, PRIVATE 0|1 (codebooks per list).

#pragma OPENCL FP_CONTRACT ON

#include "vectors.cl"
#include "top_k.cl"
#include "reservoir.cl"

#define BATCH 4  // jobs whose tables are made together

#include "residual.cl"

#ifdef AVX512
typedef char bytes64 __attribute__((ext_vector_type(64), aligned(1)));
#endif

// By pointer: without AVX-512 a vector of this size as an argument is not portable.
static float least_of(const float16 *v) {
    const float8 v8 = v->lo < v->hi ? v->lo : v->hi;
    const float4 v4 = v8.lo < v8.hi ? v8.lo : v8.hi;
    const float2 v2 = v4.lo < v4.hi ? v4.lo : v4.hi;
    return v2.x < v2.y ? v2.x : v2.y;
}

// T[j][t] = |C_j,t|^2 - 2 <y_j, C_j,t> for BATCH residuals, and its least entry for each j.
// `codebook` [M][DS][256], `norms` [M][256]; both are read once for all of them.
static void build_tables(const float *y, global const float *codebook, global const float *norms, float *T,
                         float *least) {
    for (uint j = 0; j < M; ++j) {
        float16 l0 = (float16)(INFINITY), l1 = l0, l2 = l0, l3 = l0;
        global const float *book = codebook + (size_t)j * DS * 256;
        for (uint g = 0; g < 16; g += 2) {
            const float16 na = LOAD16(g, norms + j * 256), nb = LOAD16(g + 1, norms + j * 256);
            float16 a0 = na, a1 = na, a2 = na, a3 = na, b0 = nb, b1 = nb, b2 = nb, b3 = nb;
#pragma unroll
            for (uint s = 0; s < DS; ++s) {
                const float16 u = -2.0f * LOAD16(g, book + s * 256), v = -2.0f * LOAD16(g + 1, book + s * 256);
                const float *x = y + j * DS + s;
                a0 += x[0] * u;
                b0 += x[0] * v;
                a1 += x[DP] * u;
                b1 += x[DP] * v;
                a2 += x[2 * DP] * u;
                b2 += x[2 * DP] * v;
                a3 += x[3 * DP] * u;
                b3 += x[3 * DP] * v;
            }
            float *Tj = T + j * 256;
            STORE16(a0, g, Tj);
            STORE16(b0, g + 1, Tj);
            STORE16(a1, g, Tj + M * 256);
            STORE16(b1, g + 1, Tj + M * 256);
            STORE16(a2, g, Tj + 2 * M * 256);
            STORE16(b2, g + 1, Tj + 2 * M * 256);
            STORE16(a3, g, Tj + 3 * M * 256);
            STORE16(b3, g + 1, Tj + 3 * M * 256);
            a0 = a0 < b0 ? a0 : b0;
            a1 = a1 < b1 ? a1 : b1;
            a2 = a2 < b2 ? a2 : b2;
            a3 = a3 < b3 ? a3 : b3;
            l0 = a0 < l0 ? a0 : l0;
            l1 = a1 < l1 ? a1 : l1;
            l2 = a2 < l2 ? a2 : l2;
            l3 = a3 < l3 ? a3 : l3;
        }
        least[j] = least_of(&l0);
        least[M + j] = least_of(&l1);
        least[2 * M + j] = least_of(&l2);
        least[3 * M + j] = least_of(&l3);
    }
}

// The same for one residual.
static void build_table(const float *y, global const float *codebook, global const float *norms, float *T, float *least) {
    for (uint j = 0; j < M; ++j) {
        float16 l = (float16)(INFINITY);
        global const float *book = codebook + (size_t)j * DS * 256, *norm = norms + j * 256;
        for (uint g = 0; g < 16; g += 4) {
            float16 a = LOAD16(g, norm), b = LOAD16(g + 1, norm), c = LOAD16(g + 2, norm), d = LOAD16(g + 3, norm);
#pragma unroll
            for (uint s = 0; s < DS; ++s) {
                const float x = -2.0f * y[j * DS + s];
                a += x * LOAD16(g, book + s * 256);
                b += x * LOAD16(g + 1, book + s * 256);
                c += x * LOAD16(g + 2, book + s * 256);
                d += x * LOAD16(g + 3, book + s * 256);
            }
            STORE16(a, g, T + j * 256);
            STORE16(b, g + 1, T + j * 256);
            STORE16(c, g + 2, T + j * 256);
            STORE16(d, g + 3, T + j * 256);
            a = a < b ? a : b;
            c = c < d ? c : d;
            a = a < c ? a : c;
            l = a < l ? a : l;
        }
        least[j] = least_of(&l);
    }
}

// (T - least) * scale, rounded down; 255 stands for "or more". A sum of bytes exceeds the scaled float sum by rounding
// alone, which `table_limit` allows for.
static void quantise_table(const float *T, const float *least, const float scale, uchar *U) {
    for (uint j = 0; j < M; ++j)
        for (uint g = 0; g < 16; ++g) {
            float16 v = (LOAD16_PRIVATE(g, T + j * 256) - least[j]) * scale;
            v = v < 255.0f ? v : 255.0f;
            STORE16_BYTES(v, g, U + j * 256);
        }
}

// Lanes of a block whose saturated sum of bytes does not exceed `limit` (<= 254).
static ulong block_below(global const uchar *block, const uchar *U, const uchar limit) {
#ifdef AVX512
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

#ifdef AVX512
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

// What a query has found so far.
typedef struct {
    global float *distance;
    global uint *position;
    uint count, room, k;
    float worst;  // no candidate beyond it is wanted
} Found;

// Score the lanes of `mask` with the float table and keep those that are near enough.
static void score_lanes(ulong mask, global const uchar *block, const uint first, const float *T, const float squared,
                        Found *found) {
    while (mask) {
        const uint lane = popcount((mask & -mask) - 1);
        mask &= mask - 1;
        float d = squared;
        for (uint j = 0; j < M; ++j) d += T[j * 256 + block[j * 64 + lane]];
        if (d > found->worst) continue;
        found->distance[found->count] = d;
        found->position[found->count] = first + lane;
        if (++found->count == found->room)
            found->count = cut_back(found->distance, found->position, found->count, found->k, &found->worst);
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
    const float gap = worst - base, least = 1e-6f * (base < 0 ? -base : base) + 1e-30f;
    return 254.0f / (gap > least ? gap : least);
}

// The largest sum of bytes that can still belong to a code at the k-th distance; the margin covers rounding.
static uchar table_limit(const float worst, const float base, const float scale) {
    const float left = (worst - base) * scale * 1.00001f + 0.05f;
    return left > 0.0f ? (left < 254.0f ? (uchar)left : 254) : 0;
}

// Scan one list for one query.
// Positions are counted from `offset` on.
static void scan(const uint first, const uint last, const uint offset, global const uchar *codes, global const ulong *alive,
                 const float *T, const float *least, const float squared, uchar *U, Found *found) {
    if (first >= last) return;
    float base = squared;
    for (uint j = 0; j < M; ++j) base += least[j];
    uint b = first / 64;
    const uint end = (last + 63) / 64;
    while (b < end && found->worst == INFINITY) {
        score_lanes(alive[b] & lanes_within(b, first, last), codes + (size_t)b * M * 64, offset + b * 64, T, squared, found);
        ++b;
    }
    const float margin = 1e-5f * squared;
    if (b >= end || base - margin > found->worst) return;
    float scale = table_scale(found->worst + margin, base);
    uchar limit = 254;
    quantise_table(T, least, scale, U);
#ifdef AVX512
    for (; b + 4 <= end; b += 4) {
        ulong mask[4];
        four_blocks_below(codes + (size_t)b * M * 64, U, limit, mask);
        if (!(mask[0] | mask[1] | mask[2] | mask[3])) continue;
        const float before = found->worst;
        for (uint i = 0; i < 4; ++i) {
            const ulong m = mask[i] & alive[b + i] & lanes_within(b + i, first, last);
            if (m) score_lanes(m, codes + (size_t)(b + i) * M * 64, offset + (b + i) * 64, T, squared, found);
        }
        if (found->worst == before) continue;
        limit = table_limit(found->worst + margin, base, scale);
        if (limit < 160 && b + 20 < end) {
            scale = table_scale(found->worst + margin, base);
            limit = 254;
            quantise_table(T, least, scale, U);
        }
    }
#endif
    for (; b < end; ++b) {
        const ulong m = block_below(codes + (size_t)b * M * 64, U, limit) & alive[b] & lanes_within(b, first, last);
        if (!m) continue;
        score_lanes(m, codes + (size_t)b * M * 64, offset + b * 64, T, squared, found);
        limit = table_limit(found->worst + margin, base, scale);
    }
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void list_search(
    global const float *queries,     // (q, DP)
    global const uint *worker_jobs,  // (workers + 1) first job of each worker
    global const uint4 *jobs,        // query, list, first and end position
    global const uint2 *jobs2,       // first and end position in the second set of codes
    global const uint *worker_split, // (workers) which of `splits` reservoirs of a query the worker fills
    const uint splits,
    global const float *centres,     // (lists, DP)
    global const uint *rotation_of,  // (lists)
    global const float *rotations,   // (rotations, DP, DP) transposed
    global const float *codebooks,   // (1 or lists, M, DS, 256)
    global const float *norms,       // (1 or lists, M, 256)
    global const uchar *codes,
    global const ulong *alive,       // (blocks)
    global const uchar *codes2,      // a second set with the same lists, so that what was added needs no tables anew
    global const ulong *alive2,
    const uint offset,               // where its positions begin
    const uint k,
    const uint room,                 // of a reservoir: a multiple of 16, at least 2 k
    global float *reservoir_d,       // (q * splits, room)
    global uint *reservoir_p,        // (q * splits, room)
    global uint *count,              // (q * splits), zero at the start
    global float *worst,             // (q * splits), infinite at the start
    global const uint *worker_rows,  // (workers, 2) first and end query whose results the worker writes
    global float *distance,          // (q * splits, k), infinite at the start
    global uint *position) {         // (q * splits, k), 0xFFFFFFFF at the start
    const uint worker = get_global_id(0);
    const uint split = worker_split[worker];
    float y[BATCH * DP];
    float T[BATCH * M * 256];
    float least[BATCH * M];
    float squared[BATCH];
    uchar U[M * 256] __attribute__((aligned(64)));

    uint next = worker_jobs[worker];
    const uint jobs_end = worker_jobs[worker + 1];
    while (next < jobs_end) {
        // jobs whose tables can be made together; a batch that is not full repeats its last
        uint4 batch[BATCH];
        uint2 second[BATCH];
        uint size = 0;
        while (size < BATCH && next < jobs_end) {
            const uint4 job = jobs[next];
#if PRIVATE
            if (size && job.y != batch[0].y) break;
#elif ROTATE
            if (size && rotation_of[job.y] != rotation_of[batch[0].y]) break;
#endif
            second[size] = jobs2[next];
            batch[size++] = job;
            ++next;
        }
        for (uint i = size; i < BATCH; ++i) batch[i] = batch[size - 1];
#if ROTATE
        global const float *rotation = rotations + (size_t)rotation_of[batch[0].y] * DP * DP;
#else
        global const float *rotation = rotations;
#endif
        const size_t book = PRIVATE ? batch[0].y : 0;
        if (size == 1) {
            residual(queries, centres, batch[0], rotation, y, squared);
            build_table(y, codebooks + book * M * DS * 256, norms + book * M * 256, T, least);
        } else {
            residuals(queries, centres, batch, rotation, y, squared);
            build_tables(y, codebooks + book * M * DS * 256, norms + book * M * 256, T, least);
        }
        for (uint i = 0; i < size; ++i) {
            const size_t row = (size_t)batch[i].x * splits + split;
            Found found = {reservoir_d + row * room, reservoir_p + row * room, count[row], room, k, worst[row]};
            scan(batch[i].z, batch[i].w, 0, codes, alive, T + i * M * 256, least + i * M, squared[i], U, &found);
            scan(second[i].x, second[i].y, offset, codes2, alive2, T + i * M * 256, least + i * M, squared[i], U, &found);
            count[row] = found.count;
            worst[row] = found.worst;
        }
    }
    for (uint q = worker_rows[2 * worker]; q < worker_rows[2 * worker + 1]; ++q) {
        const size_t row = (size_t)q * splits + split;
        global float *rd = reservoir_d + row * room;
        global uint *rp = reservoir_p + row * room;
        uint n = count[row];
        float limit;
        if (n > k + k / 4) n = cut_back(rd, rp, n, k, &limit);
        sort_all(rd, rp, n);
        for (uint i = 0; i < min(n, k); ++i) {
            distance[row * k + i] = rd[i];
            position[row * k + i] = rp[i];
        }
    }
}
