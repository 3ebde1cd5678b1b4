// A reservoir for the k nearest: candidates are appended without order; a full one is cut back to little more than k by
// bisecting the distance. Much cheaper per candidate than a heap once k is more than a few.
// Needs vectors.cl and top_k.cl. `room` is a multiple of 16, at least 2 k.

// Sort all n entries ascending by (distance, position).
static void sort_all(global float *rd, global uint *rp, const uint n) {
    for (uint i = n / 2; i > 0; --i) sift(rd, rp, n, i - 1, rd[i - 1], rp[i - 1]);
    sort_heap(rd, rp, n);
}

// Cut n entries, of which the last group of 16 may be padded here, back to between k and about 1.25 k. Returns how many
// stay; `worst` becomes a distance that at least k entries do not exceed.
static uint cut_back(global float *rd, global uint *rp, const uint n, const uint k, float *worst) {
    for (uint i = n; i < (n + 15) / 16 * 16; ++i) rd[i] = INFINITY;
    float16 least = LOAD16(0, rd);
    for (uint g = 1; g < (n + 15) / 16; ++g) {
        const float16 v = LOAD16(g, rd);
        least = v < least ? v : least;
    }
    float low = least_of(&least), high = -INFINITY;
    for (uint i = 0; i < n; ++i) high = rd[i] > high ? rd[i] : high;
    uint within = n;
    for (uint step = 0; step < 24 && within > k + k / 4; ++step) {
        const float middle = low + 0.5f * (high - low);
        int16 below = 0;
        for (uint g = 0; g < (n + 15) / 16; ++g) below -= LOAD16(g, rd) <= (float16)(middle);
        const uint count = sum_of(&below);
        if (count < k) {
            low = middle;
        } else {
            high = middle;
            within = count;
        }
    }
    *worst = high;
    if (within > k + k / 2) {  // ties: only positions can tell them apart
        sort_all(rd, rp, n);
        *worst = rd[k - 1];
        return k;
    }
    uint kept = 0;
    for (uint i = 0; i < n; ++i) {
        const float d = rd[i];
        rd[kept] = d;
        rp[kept] = rp[i];
        kept += d <= high;
    }
    return kept;
}
