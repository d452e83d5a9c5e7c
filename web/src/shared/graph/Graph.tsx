import '@xyflow/react/dist/style.css'
import {
  Background,
  BaseEdge,
  Controls,
  Handle,
  MarkerType,
  MiniMap,
  Position,
  ReactFlow,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
} from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import type { Tone } from '../State'
import { State } from '../State'
import { useNarrow, useWords } from '../use'
import { Waiting } from '../Page'
import { edgeId, path, type LayoutAnswer, type Point } from './layout'

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

type Data = { node: GraphNode; chosen: boolean; pick: (id: string) => void; down: boolean }
type FlowNode = Node<Data, 'step'>
type FlowEdge = Edge<{ bends: Point[]; down: boolean }, 'routed'>

const size = { width: 164, height: 52 }

function Box({ data: { node, chosen, pick, down } }: NodeProps<FlowNode>) {
  return (
    <>
      <Handle type="target" position={down ? Position.Top : Position.Left} isConnectable={false} />
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
      <Handle type="source" position={down ? Position.Bottom : Position.Right} isConnectable={false} />
    </>
  )
}

function Routed({ sourceX, sourceY, targetX, targetY, data, markerEnd, style }: EdgeProps<FlowEdge>) {
  const d = path({ x: sourceX, y: sourceY }, data?.bends ?? [], { x: targetX, y: targetY }, data?.down)
  return <BaseEdge path={d} markerEnd={markerEnd} style={style} />
}

const nodeTypes = { step: Box }
const edgeTypes = { routed: Routed }
let worker: Worker | undefined
let asked = 0

/** Room around the boxes for the edges that pass above and below all of them, and for the buttons. */
function room(a: LayoutAnswer | null, down: boolean) {
  const boxes = Object.values(a?.positions ?? {}).map((p) => p.y)
  const bends = Object.values(a?.bends ?? {}).flatMap((b) => (b.length > 2 ? b.map((p) => p.y) : []))
  const above = Math.max(0, Math.min(...boxes) - Math.min(...bends))
  const below = Math.max(0, Math.max(...bends) - Math.max(...boxes) - size.height)
  const px = (v: number) => `${Math.round(14 + (Number.isFinite(v) ? v : 0))}px` as const
  return down ? ({ top: '14px', x: '24px', bottom: '54px' } as const) : ({ top: px(above), bottom: px(below), x: '24px' } as const)
}

function arrange(nodes: GraphNode[], edges: GraphEdge[], down: boolean, done: (answer: LayoutAnswer) => void): () => void {
  worker ??= new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
  const mine = worker
  const id = ++asked
  const on = (m: MessageEvent<LayoutAnswer & { id: number }>) => {
    if (m.data.id !== id) return
    mine.removeEventListener('message', on)
    done(m.data)
  }
  mine.addEventListener('message', on)
  mine.postMessage({ id, nodes: nodes.map((n) => ({ id: n.id, ...size })), edges, down })
  return () => mine.removeEventListener('message', on)
}

/** A graph to look at, from left to right, on a phone from top to bottom; the edges of the chosen box stand out. Its shape is arranged once; states may change without moving anything. */
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
  const down = useNarrow(600)
  const shape = JSON.stringify([nodes.map((n) => n.id), edges, down])
  const [answer, setAnswer] = useState<(LayoutAnswer & { shape: string }) | null>(null)
  useEffect(
    () => arrange(nodes, edges, down, (a) => setAnswer({ ...a, shape })),
    // only another shape is arranged anew
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [shape],
  )
  const arranged = answer?.shape === shape ? answer : null
  const placed = arranged?.positions ?? null
  const flowNodes = useMemo<FlowNode[]>(
    () =>
      placed === null
        ? []
        : nodes.map((node) => ({
            id: node.id,
            type: 'step',
            position: placed[node.id] ?? { x: 0, y: 0 },
            data: { node, chosen: chosen === node.id, pick, down },
            draggable: false,
            connectable: false,
            focusable: false,
            ...size,
          })),
    [placed, nodes, chosen, pick, down],
  )
  const flowEdges = useMemo<FlowEdge[]>(
    () =>
      edges.map((e) => {
        const near = e.from === chosen || e.to === chosen
        const color = near ? 'var(--accent)' : 'var(--cool)'
        return {
          id: edgeId(e),
          type: 'routed',
          source: e.from,
          target: e.to,
          focusable: false,
          data: { bends: arranged?.bends[edgeId(e)] ?? [], down },
          style: { stroke: color, strokeWidth: near ? 1.8 : 1.2 },
          markerEnd: { type: MarkerType.ArrowClosed, color },
        }
      }),
    [edges, arranged, chosen, down],
  )
  if (placed === null) return <Waiting />
  return (
    <div
      style={{
        height: down ? Math.min(Math.max(height, nodes.length * 70), 620) : height,
        border: '1px solid var(--line)',
        borderRadius: 10,
        overflow: 'hidden',
      }}
      role="group"
      aria-label={label}
      data-testid="graph"
    >
      <ReactFlow
        nodes={flowNodes}
        edges={flowEdges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements
        fitView
        fitViewOptions={
          nodes.length > 120 ? { minZoom: 0.35, maxZoom: 1, nodes: nodes.slice(0, 30) } : { maxZoom: 1, padding: room(arranged, down) }
        }
        minZoom={0.05}
        maxZoom={1.6}
        zoomOnScroll={false}
        preventScrolling={false}
        panOnScroll={false}
        proOptions={{ hideAttribution: false }}
      >
        <Background />
        <Controls showInteractive={false} orientation={down ? 'horizontal' : 'vertical'} aria-label={t('graph.controls')} />
        {nodes.length > 40 && <MiniMap ariaLabel={t('graph.map')} pannable zoomable />}
      </ReactFlow>
    </div>
  )
}
