import type { Lineage } from '../api/types'

export type LineageNode = Lineage['nodes'][number]

/** Many sources that went into the same thing, drawn as one box. */
export interface Gathered {
  id: string
  kind: string
  members: LineageNode[]
}

const most = 3

/** A lineage as it is drawn: sources of one kind that only lead to the same thing are gathered where they are more than three. */
export function gather(lineage: Pick<Lineage, 'nodes' | 'edges'>): { nodes: (LineageNode | Gathered)[]; edges: Lineage['edges'] } {
  const made = new Set(lineage.edges.map((e) => e.to))
  const uses = new Map<string, string[]>()
  for (const e of lineage.edges) uses.set(e.from, [...(uses.get(e.from) ?? []), e.to])
  const groups = new Map<string, Gathered>()
  for (const n of lineage.nodes) {
    const [use, ...others] = uses.get(n.id) ?? []
    if (made.has(n.id) || use === undefined || others.length > 0) continue
    const id = `${n.kind}→${use}`
    const group = groups.get(id) ?? { id, kind: n.kind, members: [] }
    group.members.push(n)
    groups.set(id, group)
  }
  const boxOf = new Map(
    [...groups.values()].filter((g) => g.members.length > most).flatMap((g) => g.members.map((m) => [m.id, g] as const)),
  )
  return {
    nodes: [...new Set(lineage.nodes.map((n) => boxOf.get(n.id) ?? n))],
    edges: lineage.edges
      .filter((e) => !boxOf.has(e.from) || boxOf.get(e.from)?.members[0]?.id === e.from)
      .map((e) => ({ ...e, from: boxOf.get(e.from)?.id ?? e.from })),
  }
}

/** `evaluation (evaluation)` and `file:data/rentals.csv` say their kind twice: the kind stands below the name anyway. */
export const nameOf = (n: LineageNode) => n.name.replace(` (${n.kind})`, '').replace(/^(file|dataset|model):/, '')
