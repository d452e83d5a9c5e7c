/** Where the seven themes stand: a drawing made once, by hand, because it is looked at every day. Stages are columns. */

export const board = { width: 1080, height: 356, card: { width: 216, height: 124 } }

const column = (i: number) => i * ((board.width - board.card.width) / 3)
const top = 30
const bottom = top + board.card.height + 46

const places: Record<string, { x: number; y: number }> = {
  scope: { x: column(0), y: (top + bottom) / 2 },
  'data-define': { x: column(1), y: top },
  'data-label': { x: column(1), y: bottom },
  'model-train': { x: column(2), y: top },
  'model-errors': { x: column(2), y: bottom },
  deploy: { x: column(3), y: top },
  monitor: { x: column(3), y: bottom },
}

export const placeOf = (id: string) => places[id] ?? { x: 0, y: 0 }

const middle = (id: string) => {
  const p = placeOf(id)
  return { x: p.x + board.card.width / 2, y: p.y + board.card.height / 2 }
}

/** From the right edge to the left edge; within a column from the bottom to the top. */
export function forwardPath(from: string, to: string): string {
  const a = placeOf(from)
  const b = placeOf(to)
  if (a.x === b.x) {
    const down = a.y < b.y
    const x = a.x + board.card.width / 2
    return `M${x} ${down ? a.y + board.card.height : a.y} L${x} ${down ? b.y - 3 : b.y + board.card.height + 3}`
  }
  const start = { x: a.x + board.card.width, y: middle(from).y }
  const end = { x: b.x - 3, y: middle(to).y }
  const bend = (end.x - start.x) / 2
  return `M${start.x} ${start.y} C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`
}

/** Back edges leave the cards above or below and bow around them, each a little further out than the one before. */
export function backPath(from: string, to: string, index: number): { path: string; label: { x: number; y: number } } {
  const a = placeOf(from)
  const b = placeOf(to)
  const offset = ((index % 3) - 1) * 22
  if (a.x === b.x) {
    const up = a.y > b.y
    const x = a.x + board.card.width * 0.82 + offset
    const y1 = up ? a.y : a.y + board.card.height
    const y2 = up ? b.y + board.card.height + 3 : b.y - 3
    // beside the line, which is too short to bear it
    return { path: `M${x} ${y1} L${x} ${y2}`, label: { x: x + 26, y: (y1 + y2) / 2 } }
  }
  const low = a.y > top || b.y > top
  const lane = low ? board.height - 6 - (index % 3) * 7 : 6 + (index % 3) * 7
  const edge = (p: { y: number }) => (low ? p.y + board.card.height : p.y)
  if (low && b.y === top) {
    // another card stands below the one it goes to: it climbs beside both and comes in from the side
    const x1 = a.x + board.card.width / 2 + offset
    const x2 = b.x + board.card.width + 22
    const y2 = b.y + board.card.height * 0.72
    return {
      path: `M${x1} ${edge(a)} C${x1} ${lane} ${x1} ${lane} ${x1 - 40} ${lane} L${x2 + 16} ${lane} Q${x2} ${lane} ${x2} ${lane - 16} L${x2} ${y2 + 14} Q${x2} ${y2} ${b.x + board.card.width + 3} ${y2}`,
      label: { x: (x1 + x2) / 2, y: lane },
    }
  }
  const x1 = a.x + board.card.width / 2 + offset
  const x2 = b.x + board.card.width / 2 + offset
  const tip = edge(b) + (low ? 3 : -3)
  return {
    path: `M${x1} ${edge(a)} C${x1} ${lane} ${x1} ${lane} ${(x1 + x2) / 2} ${lane} S${x2} ${lane} ${x2} ${tip}`,
    label: { x: (x1 + x2) / 2, y: lane },
  }
}
