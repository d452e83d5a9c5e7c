import type { PipelineStep } from '../api/types'
import type { GraphEdge } from '../shared/graph/Graph'

/** What each step needs, as edges; steps that are not in the picture are left out. */
export function edgesOf(steps: Pick<PipelineStep, 'name' | 'upstream'>[]): GraphEdge[] {
  const shown = new Set(steps.map((s) => s.name))
  return steps.flatMap((s) => s.upstream.filter((u) => shown.has(u)).map((from) => ({ from, to: s.name })))
}
