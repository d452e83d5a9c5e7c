import dagre from '@dagrejs/dagre'

export interface LayoutRequest {
  nodes: { id: string; width: number; height: number }[]
  edges: { from: string; to: string }[]
}

export interface LayoutAnswer {
  positions: Record<string, { x: number; y: number }>
}

/** Layers from left to right. Runs in a worker, so that a thousand nodes do not hold the page up. */
export function layout({ nodes, edges }: LayoutRequest): LayoutAnswer {
  const graph = new dagre.graphlib.Graph()
  // network simplex takes seconds for a thousand nodes; the longest path is as readable here
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 40, ranker: nodes.length > 150 ? 'longest-path' : 'network-simplex' })
  graph.setDefaultEdgeLabel(() => ({}))
  const known = new Set(nodes.map((n) => n.id))
  nodes.forEach((n) => graph.setNode(n.id, { width: n.width, height: n.height }))
  edges.filter((e) => known.has(e.from) && known.has(e.to)).forEach((e) => graph.setEdge(e.from, e.to))
  dagre.layout(graph)
  return {
    positions: Object.fromEntries(
      nodes.map((n) => {
        const at = graph.node(n.id) as { x: number; y: number }
        return [n.id, { x: at.x - n.width / 2, y: at.y - n.height / 2 }]
      }),
    ),
  }
}
