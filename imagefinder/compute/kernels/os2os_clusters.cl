/* OS2OS, steps (iv) to (vi): votes of the matches, clustered by hashing, for all photos at once; each round's
 * members give the next one's centroid.
 *
 * One work-item sees one group, the matches of one (photo, flipped). A bin's number has two readings (one shifted
 * by half a bin) in each of four dimensions, so 16 in all; for each it sums its votes by bin: those of a small
 * group by comparing their bins, those of a larger one in an open-addressed table of its own, at most half full,
 * so that the time is linear in the matches. Weights are fixed point, 1/65536: their sums do not depend on the
 * order. NumPy twin: matching/os2os.py.
 */

#define TURN 6.2831853071795864769f
#define ANGLE_BINS 12
#define OCTAVES 16
#define PLACES 4096
#define REACH 1024.0f
#define EMPTY 0xFFFFFFFFu
#define SMALL 16

/* Both readings of a vote's bin: four of its place (s0 to s3) and four of its angle and octave (s4 to s7). A bin is
 * the sum of one of each, below 2^32. */
static uint8 bins_of(float2 place, float angle, float octave)
{
    const uint x0 = (int)floor(place.x) + PLACES / 2, x1 = (int)floor(place.x + 0.5f) + PLACES / 2;
    const uint y0 = (int)floor(place.y) + PLACES / 2, y1 = (int)floor(place.y + 0.5f) + PLACES / 2;
    const uint a0 = (uint)((int)floor(angle) + ANGLE_BINS) % ANGLE_BINS;
    const uint a1 = (uint)((int)floor(angle + 0.5f) + ANGLE_BINS) % ANGLE_BINS;
    const uint s0 = (uint)floor(octave), s1 = (uint)floor(octave + 0.5f);
    const uint4 places = (uint4)(x0 * PLACES + y0, x0 * PLACES + y1, x1 * PLACES + y0, x1 * PLACES + y1);
    const uint4 turns = (uint4)(a0 * OCTAVES + s0, a0 * OCTAVES + s1, a1 * OCTAVES + s0, a1 * OCTAVES + s1);
    return (uint8)(places * (uint)(ANGLE_BINS * OCTAVES), turns);
}

static uint pick(uint4 readings, int number)
{
    const uint2 half_ = (number & 2) ? readings.hi : readings.lo;
    return (number & 1) ? half_.y : half_.x;
}

static uint bin_of(uint8 bins, int shift)
{
    return pick(bins.lo, shift >> 2) + pick(bins.hi, shift & 3);
}

/* What is known of a match: place in the query (s0, s1), place in the photo (s2, s3), log2 of the relative scale
 * (s4), the same from 0.5 to 15 by whole octaves (s5), relative angle, -pi to pi (s6), weight (s7). */
static uint fixed_point(float8 match)
{
    return (uint)rint(match.s7 * 65536.0f);
}

__kernel void os2os_clusters(
    const uint groups,
    const uint rounds,
    __global const float *side,        /* (rounds) of a bin, pixels */
    __global const uint *start,        /* (groups + 1) first match of each group */
    __global const float8 *match,      /* (n) */
    __global const float2 *c,          /* (groups) centroids, photo pixels */
    __global const uint *table_start,  /* (groups + 1) room for a power of two of slots each, none if small */
    __global uint *table,              /* three parts: bins, sums, counts */
    __global uint8 *bins,              /* (n) scratch */
    __global uchar *member)            /* (n) out */
{
    const uint g = get_global_id(0);
    if (g >= groups)
        return;
    const uint first = start[g], n = start[g + 1] - first;
    const uint slots = table_start[g + 1] - table_start[g], room = table_start[groups];
    __global uint *key = table + table_start[g], *sum = key + room, *count = sum + room;
    float2 centre = c[g];
    uint best_bin = EMPTY;
    int best_shift = 0;
    for (uint turn = 0; turn < rounds && n >= 2; turn++) {
        if (turn > 0) {
            /* (iv) the centroid of those that met */
            float2 at = 0.0f;
            float total = 0.0f;
            for (uint i = first; i < first + n; i++)
                if (bin_of(bins[i], best_shift) == best_bin) {
                    const float weight = match[i].s7 + 1e-9f;
                    at += weight * match[i].s23;
                    total += weight;
                }
            centre = at / total;
        }
        for (uint i = first; i < first + n; i++) {
            /* (v) the keypoint's transform relative to the centroid, (vi) applied: h = x + r e^{ia} (c - u) */
            const float8 m = match[i];
            const float2 d = centre - m.s23;
            float cosine;
            const float sine = sincos(m.s6, &cosine);
            const float r = exp2(m.s4);
            const float2 h = m.s01 + r * (float2)(cosine * d.x - sine * d.y, sine * d.x + cosine * d.y);
            bins[i] = bins_of(clamp(h / side[turn], -REACH, REACH), m.s6 * (ANGLE_BINS / TURN) + ANGLE_BINS / 2, m.s5);
        }
        uint8 near[SMALL];
        uint weight[SMALL];
        if (n <= SMALL)
            for (uint i = 0; i < n; i++) {
                near[i] = bins[first + i];
                weight[i] = fixed_point(match[first + i]);
            }
        float best = 0.0f;
        best_bin = EMPTY;
        for (int shift = 0; shift < 16; shift++) {
            float top = 0.0f;
            uint top_bin = EMPTY;
            if (n <= SMALL) {
                uint bin[SMALL];
                for (uint i = 0; i < n; i++)
                    bin[i] = bin_of(near[i], shift);
                uint seen = 0;
                for (uint i = 0; i + 1 < n; i++) {
                    if (seen >> i & 1u)
                        continue;
                    uint total = weight[i], votes = 1;
                    for (uint j = i + 1; j < n; j++)
                        if (bin[j] == bin[i]) {
                            total += weight[j];
                            votes++;
                            seen |= 1u << j;
                        }
                    if (votes < 2)
                        continue;
                    const float evidence = total * (1.0f / 65536.0f) * log2((float)votes);
                    if (evidence > top || (evidence == top && bin[i] > top_bin)) {
                        top = evidence;
                        top_bin = bin[i];
                    }
                }
            } else {
                for (uint s = 0; s < slots; s++) {
                    key[s] = EMPTY;
                    sum[s] = 0;
                    count[s] = 0;
                }
                for (uint i = first; i < first + n; i++) {
                    const uint k = bin_of(bins[i], shift);
                    uint s = (uint)((ulong)k * 0x9E3779B97F4A7C15UL >> 32) & (slots - 1);
                    while (key[s] != k && key[s] != EMPTY)
                        s = (s + 1) & (slots - 1);
                    key[s] = k;
                    sum[s] += fixed_point(match[i]);
                    count[s]++;
                }
                for (uint s = 0; s < slots; s++) {
                    if (count[s] < 2)
                        continue;
                    const float evidence = sum[s] * (1.0f / 65536.0f) * log2((float)count[s]);
                    if (evidence > top || (evidence == top && key[s] > top_bin)) {
                        top = evidence;
                        top_bin = key[s];
                    }
                }
            }
            if (top > best * 1.000001f) {
                best = top;
                best_bin = top_bin;
                best_shift = shift;
            }
        }
        if (best_bin == EMPTY)
            break; /* clean-up 2: no two votes met */
    }
    for (uint i = first; i < first + n; i++)
        member[i] = best_bin != EMPTY && bin_of(bins[i], best_shift) == best_bin;
}
