import '@xyflow/react/dist/style.css'
import { Background, Controls, Handle, MarkerType, MiniMap, Position, ReactFlow, type Edge, type Node, type NodeProps } from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import type { Tone } from '../State'
import { State } from '../State'
import { useWords } from '../use'
import { Waiting } from '../Page'
import type { LayoutAnswer } from './layout'

export interface GraphNode {
  id: string
  title: string
  state?: string
  note?: string
  tone: Tone
  progress?: number | null
}

export interface GraphEdge {
  from: string
  to: string
}

type Data = { node: GraphNode; chosen: boolean; pick: (id: string) => void }
type FlowNode = Node<Data, 'step'>

const size = { width: 164, height: 52 }

function Box({ data: { node, chosen, pick } }: NodeProps<FlowNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className={`node nopan ${node.tone}`}
        aria-pressed={chosen}
        onClick={() => pick(node.id)}
        style={chosen ? { outline: '2px solid var(--accent)', cursor: 'pointer' } : { cursor: 'pointer' }}
        title={node.title}
      >
        <div className="name">{node.title}</div>
        {node.state ? <State of={node.state} label={node.note} /> : <span className="soft">{node.note}</span>}
        {node.progress !== null && node.progress !== undefined && (
          <div
            aria-hidden
            style={{ height: 3, background: 'var(--accent)', width: `${Math.round(node.progress * 100)}%`, borderRadius: 2 }}
          />
        )}
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  )
}

const nodeTypes = { step: Box }
let worker: Worker | undefined
let asked = 0

function arrange(nodes: GraphNode[], edges: GraphEdge[], done: (answer: LayoutAnswer) => void): () => void {
  worker ??= new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
  const mine = worker
  const id = ++asked
  const on = (m: MessageEvent<LayoutAnswer & { id: number }>) => {
    if (m.data.id !== id) return
    mine.removeEventListener('message', on)
    done(m.data)
  }
  mine.addEventListener('message', on)
  mine.postMessage({ id, nodes: nodes.map((n) => ({ id: n.id, ...size })), edges })
  return () => mine.removeEventListener('message', on)
}

/** A graph to look at, from left to right. Its shape is arranged once; states may change without moving anything. */
export function Graph({
  nodes,
  edges,
  chosen,
  pick,
  label,
  height = 380,
}: {
  nodes: GraphNode[]
  edges: GraphEdge[]
  chosen?: string | null
  pick: (id: string) => void
  label: string
  height?: number
}) {
  const { t } = useWords()
  const shape = JSON.stringify([nodes.map((n) => n.id), edges])
  const [answer, setAnswer] = useState<(LayoutAnswer & { shape: string }) | null>(null)
  useEffect(
    () => arrange(nodes, edges, (a) => setAnswer({ ...a, shape })),
    // only another shape is arranged anew
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [shape],
  )
  const placed = answer?.shape === shape ? answer.positions : null
  const flowNodes = useMemo<FlowNode[]>(
    () =>
      placed === null
        ? []
        : nodes.map((node) => ({
            id: node.id,
            type: 'step',
            position: placed[node.id] ?? { x: 0, y: 0 },
            data: { node, chosen: chosen === node.id, pick },
            draggable: false,
            connectable: false,
            focusable: false,
            ...size,
          })),
    [placed, nodes, chosen, pick],
  )
  const flowEdges = useMemo<Edge[]>(
    () =>
      edges.map((e) => ({
        id: `${e.from}→${e.to}`,
        source: e.from,
        target: e.to,
        focusable: false,
        markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--cool)' },
      })),
    [edges],
  )
  if (placed === null) return <Waiting />
  return (
    <div
      style={{ height, border: '1px solid var(--line)', borderRadius: 10, overflow: 'hidden' }}
      role="group"
      aria-label={label}
      data-testid="graph"
    >
      <ReactFlow
        nodes={flowNodes}
        edges={flowEdges}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements
        fitView
        fitViewOptions={nodes.length > 120 ? { minZoom: 0.35, maxZoom: 1, nodes: nodes.slice(0, 30) } : { maxZoom: 1, padding: 0.03 }}
        minZoom={0.05}
        maxZoom={1.6}
        zoomOnScroll={false}
        preventScrolling={false}
        panOnScroll={false}
        proOptions={{ hideAttribution: false }}
      >
        <Background />
        <Controls showInteractive={false} aria-label={t('graph.controls')} />
        {nodes.length > 40 && <MiniMap ariaLabel={t('graph.map')} pannable zoomable />}
      </ReactFlow>
    </div>
  )
}
