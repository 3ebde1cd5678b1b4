// The k nearest so far, ordered by (distance, position), so that the result does not depend on the order in which
// candidates come.

// Let (d, p) sink from node `at` of a max-heap of n.
static void sift(global float *hd, global uint *hp, const uint n, uint at, const float d, const uint p) {
    for (;;) {
        uint child = 2 * at + 1;
        if (child >= n) break;
        if (child + 1 < n &&
            (hd[child + 1] > hd[child] || (hd[child + 1] == hd[child] && hp[child + 1] > hp[child])))
            ++child;
        if (hd[child] < d || (hd[child] == d && hp[child] < p)) break;
        hd[at] = hd[child];
        hp[at] = hp[child];
        at = child;
    }
    hd[at] = d;
    hp[at] = p;
}

// Replace the worst of a max-heap of k; start with distances INFINITY and positions 0xFFFFFFFF.
static void replace_worst(global float *hd, global uint *hp, const uint k, const float d, const uint p) {
    sift(hd, hp, k, 0, d, p);
}

// Turn a max-heap into an ascending row.
static void sort_heap(global float *hd, global uint *hp, const uint k) {
    for (uint n = k; n > 1; --n) {
        const float d = hd[n - 1];
        const uint p = hp[n - 1];
        hd[n - 1] = hd[0];
        hp[n - 1] = hp[0];
        sift(hd, hp, n - 1, 0, d, p);
    }
}
