/** Follows the server's events and says which queries they make stale. Reconnects, and goes on after the last event it saw. */
import { invalidate } from './queries'

export interface ServerEvent {
  id: string
  type: string
  data: Record<string, unknown>
}

/** Takes in pieces of a text/event-stream and gives the events that are whole. */
export class EventParser {
  private rest = ''

  push(piece: string): ServerEvent[] {
    const whole = this.rest + piece
    // a return at the end may be half of a line's end: it waits for what follows
    const cut = whole.endsWith('\r')
    const text = (cut ? whole.slice(0, -1) : whole).replace(/\r\n?/g, '\n')
    const blocks = text.split('\n\n')
    this.rest = (blocks.pop() ?? '') + (cut ? '\r' : '')
    return blocks.map(parseBlock).filter((e) => e !== null)
  }
}

function parseBlock(block: string): ServerEvent | null {
  let id = ''
  let type = 'message'
  const lines: string[] = []
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const value = line.slice(colon + 1).replace(/^ /, '')
    const field = line.slice(0, colon)
    if (field === 'id') id = value
    else if (field === 'event') type = value
    else if (field === 'data') lines.push(value)
  }
  if (lines.length === 0) return null
  try {
    return { id, type, data: JSON.parse(lines.join('\n')) as Record<string, unknown> }
  } catch {
    return { id, type, data: {} }
  }
}

/** Which paths an event makes stale. */
export function staleBy(type: string): string[] {
  switch (type.split('.')[0]) {
    case 'run':
      return ['/runs', '/projects', '/datasets', '/models']
    case 'step':
      return type === 'step.finished' ? ['/runs', '/projects', '/datasets', '/models'] : ['/runs']
    case 'model':
      return ['/models', '/projects', '/audit', '/reviews']
    case 'endpoint':
      return ['/endpoints', '/projects', '/models', '/predictions', '/audit']
    case 'alert':
    case 'monitor':
      return ['/alerts', '/endpoints', '/projects', '/audit']
    case 'review':
      return ['/reviews', '/models', '/projects', '/audit']
    case 'retraining':
      return ['/retrainings', '/endpoints', '/runs', '/projects', '/audit']
    case 'user':
    case 'token':
      return ['/users', '/tokens', '/audit']
    default:
      return ['/projects', '/audit']
  }
}

type Listener = (e: ServerEvent) => void
type Link = 'connecting' | 'open' | 'lost'
const listeners = new Set<Listener>()
const linkListeners = new Set<() => void>()
let link: Link = 'connecting'
let stop: AbortController | undefined

export function onEvent(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const linkStore = {
  subscribe: (l: () => void) => {
    linkListeners.add(l)
    return () => linkListeners.delete(l)
  },
  read: () => link,
}

function setLink(value: Link): void {
  if (link === value) return
  link = value
  linkListeners.forEach((l) => l())
}

let pending = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined

// many events come together while a run moves: the pages ask again at most twice a second
function mark(paths: string[]): void {
  paths.forEach((p) => pending.add(p))
  timer ??= setTimeout(() => {
    const all = [...pending]
    pending = new Set()
    timer = undefined
    invalidate(...all)
  }, 500)
}

/** Starts following; the former connection is left. */
export function follow(): void {
  stop?.abort()
  const mine = (stop = new AbortController())
  void (async () => {
    let last = ''
    let wait = 500
    let wasLost = false
    while (!mine.signal.aborted) {
      try {
        const response = await fetch('/api/v1/events', {
          headers: last ? { Accept: 'text/event-stream', 'Last-Event-ID': last } : { Accept: 'text/event-stream' },
          signal: mine.signal,
        })
        if (!response.ok || !response.body) throw new Error(String(response.status))
        setLink('open')
        wait = 500
        if (wasLost) invalidate('/')
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
        const parser = new EventParser()
        for (;;) {
          const { value, done } = await reader.read()
          if (done) break
          for (const event of parser.push(value)) {
            if (event.id) last = event.id
            mark(staleBy(event.type))
            listeners.forEach((l) => l(event))
          }
        }
      } catch {
        if (mine.signal.aborted) return
      }
      wasLost = true
      setLink('lost')
      await new Promise((r) => setTimeout(r, wait))
      wait = Math.min(wait * 2, 10_000)
    }
  })()
}
