// A max-heap of the k nearest so far, ordered by (distance, position), so that the result does not depend on the order
// in which candidates come. Start: distances INFINITY, positions 0xFFFFFFFF.

// Replace the worst of a max-heap ordered by (distance, position).
static void replace_worst(global float *hd, global uint *hp, const uint k, const float d, const uint p) {
    uint at = 0;
    for (;;) {
        uint child = 2 * at + 1;
        if (child >= k) break;
        if (child + 1 < k &&
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

// Turn the heap into an ascending row.
static void sort_heap(global float *hd, global uint *hp, const uint k) {
    for (uint n = k; n > 1; --n) {
        const float d = hd[n - 1];
        const uint p = hp[n - 1];
        hd[n - 1] = hd[0];
        hp[n - 1] = hp[0];
        replace_worst(hd, hp, n - 1, d, p);
    }
}
