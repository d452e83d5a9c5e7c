import type { PipelineStep } from '../api/types'
import type { GraphEdge } from '../shared/graph/Graph'

/** What each step needs, as edges; steps that are not in the picture are left out. */
export function edgesOf(
  steps: Pick<PipelineStep, 'name' | 'upstream'>[],
  shown: ReadonlySet<string> = new Set(steps.map((s) => s.name)),
): GraphEdge[] {
  return steps.flatMap((s) => (shown.has(s.name) ? s.upstream.filter((u) => shown.has(u)).map((from) => ({ from, to: s.name })) : []))
}
