import type { Review } from '../api/types'

/** How many have approved: a review that was rejected has a decision, and may have no approval. */
export const approvals = (r: Review): number => r.decisions.filter((d) => d.decision === 'approve').length
