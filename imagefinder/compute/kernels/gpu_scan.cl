// Distances of a GPU's share of a list search: a work-group takes one (query, list range), makes the residual and its
// table in local memory, and its work-items score one code each. Same formulas as list_search.cl.
//
// Launch: GROUP work-items per job. Compile-time: M, DS, DP, ROTATE, PRIVATE as in list_search.cl, GROUP.
// Codes [block][M][64]: neighbouring work-items read neighbouring bytes.

#pragma OPENCL FP_CONTRACT ON

kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void gpu_scan(
    global const float *queries,     // (q, DP)
    global const uint4 *jobs,        // query, list, first and end position
    global const uint *job_output,   // (jobs) where a job's distances begin
    global const float *centres,     // (K, DP)
    global const uint *rotation_of,  // (K)
    global const float *rotations,   // (G, DP, DP) transposed
    global const float *codebooks,   // (1 or K, M, DS, 256)
    global const float *norms,       // (1 or K, M, 256)
    global const uchar *codes,       // (blocks, M, 64)
    global const ulong *alive,       // (blocks)
    global float *distances) {       // all jobs' codes; infinite for removed ones
    local float r[DP], y[DP], T[M * 256];
    const uint me = get_local_id(0);
    const uint4 job = jobs[get_group_id(0)];
    for (uint i = me; i < DP; i += GROUP) r[i] = queries[(size_t)job.x * DP + i] - centres[(size_t)job.y * DP + i];
    barrier(CLK_LOCAL_MEM_FENCE);
#if ROTATE
    global const float *rotation = rotations + (size_t)rotation_of[job.y] * DP * DP;
    for (uint o = me; o < DP; o += GROUP) {
        float sum = 0;
        for (uint i = 0; i < DP; ++i) sum += r[i] * rotation[(size_t)i * DP + o];
        y[o] = sum;
    }
#else
    for (uint i = me; i < DP; i += GROUP) y[i] = r[i];
#endif
    barrier(CLK_LOCAL_MEM_FENCE);
    const size_t book = PRIVATE ? job.y : 0;
    for (uint e = me; e < M * 256; e += GROUP) {
        const uint j = e / 256, t = e % 256;
        float v = norms[book * M * 256 + e];
        for (uint s = 0; s < DS; ++s)
            v -= 2.0f * y[j * DS + s] * codebooks[((book * M + j) * DS + s) * 256 + t];
        T[e] = v;
    }
    float squared = 0;
    for (uint i = 0; i < DP; ++i) squared += r[i] * r[i];
    barrier(CLK_LOCAL_MEM_FENCE);
    global float *out = distances + job_output[get_group_id(0)];
    for (uint p = job.z + me; p < job.w; p += GROUP) {
        global const uchar *code = codes + (size_t)(p / 64) * M * 64 + p % 64;
        float d = squared;
        for (uint j = 0; j < M; ++j) d += T[j * 256 + code[j * 64]];
        out[p - job.z] = alive[p / 64] >> (p % 64) & 1 ? d : INFINITY;
    }
}
