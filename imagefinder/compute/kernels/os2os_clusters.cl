/* OS2OS, steps (v) and (vi): votes of the matches, clustered by hashing, for all photos at once.
 *
 * One work-item sees one group, the matches of one (photo, flipped). For each of the 16 half-bin shifts it counts
 * its votes in an open-addressed table of its own, at most half full, so that the time is linear in the matches.
 * Weights are fixed point, 1/65536: their sums do not depend on the order. NumPy twin: matching/os2os.py.
 */

#define TURN 6.2831853071795864769f
#define ANGLE_BINS 12
#define PLACES 4096
#define REACH 1024.0f
#define EMPTY (-1L)

static long bin_of(float2 place, float angle, float octave, int shift)
{
    const float ox = (shift & 8) ? 0.5f : 0.0f, oy = (shift & 4) ? 0.5f : 0.0f;
    const float oa = (shift & 2) ? 0.5f : 0.0f, os = (shift & 1) ? 0.5f : 0.0f;
    const long x = (long)floor(place.x + ox) + PLACES / 2;
    const long y = (long)floor(place.y + oy) + PLACES / 2;
    const long turn = ((long)floor(angle + oa)) % ANGLE_BINS;
    return ((x * PLACES + y) * ANGLE_BINS + turn) * 16 + (long)floor(octave + os);
}

__kernel void os2os_clusters(
    const uint groups,
    const float side,
    __global const uint *start,        /* (groups + 1) first match of each group */
    __global const float2 *x,          /* (n) query points, pixels */
    __global const float2 *u,          /* (n) photo points, pixels */
    __global const float *log2_r,      /* (n) */
    __global const float *octave,      /* (n) log2_r from 0.5 to 15, shifted by whole octaves */
    __global const float *a,           /* (n) radians, -pi to pi */
    __global const uint *w,            /* (n) weights, fixed point */
    __global const float2 *c,          /* (groups) centroids, photo pixels */
    __global const uint *table_start,  /* (groups + 1) room for a power of two of slots each */
    __global long *key,
    __global uint *sum,
    __global uint *count,
    __global float4 *vote,             /* (n) scratch: place in bins, angle in bins, octave */
    __global uchar *member)            /* (n) out */
{
    const uint g = get_global_id(0);
    if (g >= groups)
        return;
    const uint first = start[g], last = start[g + 1], slot0 = table_start[g], slots = table_start[g + 1] - slot0;
    for (uint i = first; i < last; i++) {
        /* (v) the keypoint's transform relative to the centroid, (vi) applied: h = x + r e^{ia} (c - u) */
        const float2 d = c[g] - u[i];
        float cosine;
        const float sine = sincos(a[i], &cosine);
        const float r = exp2(log2_r[i]);
        const float2 h = x[i] + r * (float2)(cosine * d.x - sine * d.y, sine * d.x + cosine * d.y);
        vote[i] = (float4)(clamp(h / side, -REACH, REACH),
                           a[i] * (ANGLE_BINS / TURN) + ANGLE_BINS / 2, octave[i]);
    }
    float best = 0.0f;
    long best_key = EMPTY;
    int best_shift = 0;
    for (int shift = 0; shift < 16; shift++) {
        for (uint s = slot0; s < slot0 + slots; s++) {
            key[s] = EMPTY;
            sum[s] = 0;
            count[s] = 0;
        }
        for (uint i = first; i < last; i++) {
            const long k = bin_of(vote[i].xy, vote[i].z, vote[i].w, shift);
            uint s = (uint)((ulong)k * 0x9E3779B97F4A7C15UL >> 32) & (slots - 1);
            while (key[slot0 + s] != k && key[slot0 + s] != EMPTY)
                s = (s + 1) & (slots - 1);
            s += slot0;
            key[s] = k;
            sum[s] += w[i];
            count[s]++;
        }
        float top = 0.0f;
        long top_key = EMPTY;
        for (uint s = slot0; s < slot0 + slots; s++) {
            if (count[s] < 2)
                continue;
            const float evidence = sum[s] * (1.0f / 65536.0f) * log2((float)count[s]);
            if (evidence > top || (evidence == top && key[s] > top_key)) {
                top = evidence;
                top_key = key[s];
            }
        }
        if (top > best * 1.000001f) {
            best = top;
            best_key = top_key;
            best_shift = shift;
        }
    }
    for (uint i = first; i < last; i++)
        member[i] = best_key != EMPTY && bin_of(vote[i].xy, vote[i].z, vote[i].w, best_shift) == best_key;
}
