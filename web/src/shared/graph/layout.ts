import dagre from '@dagrejs/dagre'

export interface Point {
  x: number
  y: number
}

export interface LayoutRequest {
  nodes: { id: string; width: number; height: number }[]
  edges: { from: string; to: string }[]
  /** From top to bottom instead of from left to right: for a phone. */
  down?: boolean
}

export interface LayoutAnswer {
  positions: Record<string, Point>
  /** Where each edge bends to go around the boxes between its ends, by `from→to`. */
  bends: Record<string, Point[]>
}

export const edgeId = (e: { from: string; to: string }) => `${e.from}→${e.to}`

/** Layers from left to right. Runs in a worker, so that a thousand nodes do not hold the page up. */
export function layout({ nodes, edges, down }: LayoutRequest): LayoutAnswer {
  const graph = new dagre.graphlib.Graph()
  // network simplex takes seconds for a thousand nodes; the longest path is as readable here
  graph.setGraph({
    rankdir: down ? 'TB' : 'LR',
    nodesep: 18,
    ranksep: down ? 34 : 44,
    edgesep: 14,
    ranker: nodes.length > 150 ? 'longest-path' : 'network-simplex',
  })
  graph.setDefaultEdgeLabel(() => ({}))
  const known = new Set(nodes.map((n) => n.id))
  const drawn = edges.filter((e) => known.has(e.from) && known.has(e.to))
  nodes.forEach((n) => graph.setNode(n.id, { width: n.width, height: n.height }))
  drawn.forEach((e) => graph.setEdge(e.from, e.to))
  dagre.layout(graph)
  return {
    positions: Object.fromEntries(
      nodes.map((n) => {
        const at = graph.node(n.id) as Point
        return [n.id, { x: at.x - n.width / 2, y: at.y - n.height / 2 }]
      }),
    ),
    // the ends belong to the boxes; only what lies between is kept
    bends: Object.fromEntries(
      drawn.map((e) => [edgeId(e), ((graph.edge(e.from, e.to) as { points?: Point[] }).points ?? []).slice(1, -1)]),
    ),
  }
}

/** A smooth line from the start over the bends to the end, level (or upright) where it leaves and arrives. */
export function path(start: Point, bends: Point[], end: Point, down = false): string {
  const middle = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const between = bends.length > 2 ? bends : []
  if (between.length === 0) {
    const m = middle(start, end)
    return down
      ? `M${start.x} ${start.y}C${start.x} ${m.y} ${end.x} ${m.y} ${end.x} ${end.y}`
      : `M${start.x} ${start.y}C${m.x} ${start.y} ${m.x} ${end.y} ${end.x} ${end.y}`
  }
  const stops = [start, ...between, end]
  let d = `M${start.x} ${start.y}`
  for (let i = 1; i < stops.length - 1; i++) {
    const at = stops[i] as Point
    const next = stops[i + 1] as Point
    const to = i === stops.length - 2 ? next : middle(at, next)
    d += `Q${at.x} ${at.y} ${to.x} ${to.y}`
  }
  return d
}
