/** The parameters of a run as people would write them: one line for each value that says something, under the path that leads to it. */

type Line = [path: string, text: string]

/** `{ charter: { risk: 'low', people: [] } }` → `charter.risk` low. What is empty says nothing and is left out. */
export function lines(parameters: Record<string, unknown>): Line[] {
  return Object.entries(parameters).flatMap(([name, value]) => under(name, value))
}

function under(path: string, value: unknown): Line[] {
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value)) {
    const plain = value.every((v) => v === null || typeof v !== 'object')
    if (!plain) return value.flatMap((v, i) => under(`${path}[${i}]`, v))
    return value.length > 0 ? [[path, value.map(String).join(path.endsWith('requirements') ? '\n' : ', ')]] : []
  }
  if (typeof value === 'object') return Object.entries(value).flatMap(([k, v]) => under(`${path}.${k}`, v))
  return [[path, String(value)]]
}

export interface Compared {
  name: string
  differs: boolean
  values: (string | number | null)[]
}

/** Parameters of several runs, which come as JSON, path by path: a charter that differs in one key differs in one line. */
export function byPath(rows: Compared[]): Compared[] {
  return rows.flatMap(({ name, values }) => {
    const each = values.map((v) => new Map(under(name, parsed(v))))
    return [...new Set(each.flatMap((m) => [...m.keys()]))].map((path) => {
      const found = each.map((m) => m.get(path) ?? null)
      return { name: path, differs: new Set(found).size > 1, values: found }
    })
  })
}

function parsed(value: string | number | null): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
