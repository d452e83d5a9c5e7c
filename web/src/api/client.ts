/** Speaks to the server: JSON in and out, problems as {@link Problem}; who asks is in a cookie that no script can read. */
import type { Problem as ProblemBody } from './types'

/** Why the server did not do what was asked, with what to do about it. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly remedy: string
  readonly others: string[]

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? body.title ?? `HTTP ${status}`)
    this.status = status
    this.code = body.code ?? `http.${status}`
    this.remedy = body.remedy ?? ''
    this.others = (body.others ?? []).map((o) => o.detail)
  }
}

async function send(method: string, url: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const extra: Record<string, string> = { Accept: 'application/json' }
  if (body !== undefined) extra['Content-Type'] = 'application/json'
  if (method === 'POST') extra['Idempotency-Key'] = crypto.randomUUID()
  let response: Response
  try {
    response = await fetch(url, { method, headers: extra, body: body === undefined ? undefined : JSON.stringify(body), signal })
  } catch (e) {
    if (signal?.aborted) throw e
    throw new Problem(0, { code: 'web.offline' })
  }
  if (!response.ok) {
    const text = await response.text()
    let problem: Partial<ProblemBody> = {}
    try {
      problem = JSON.parse(text) as ProblemBody
    } catch {
      problem = { detail: text.slice(0, 300) || response.statusText }
    }
    throw new Problem(response.status, problem)
  }
  return response
}

const base = '/api/v1'

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send('GET', base + path, undefined, signal)).json()) as T
}

export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  return (await send('GET', base + path, undefined, signal)).text()
}

async function answer<T>(response: Response): Promise<T> {
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T
}

export const post = async <T>(path: string, body: unknown = {}): Promise<T> => answer<T>(await send('POST', base + path, body))
export const remove = async (path: string): Promise<void> => void (await send('DELETE', base + path, undefined))

/** A prediction goes to the address that every caller uses, not to one of the page's own. */
export const predict = async <T>(endpoint: string, body: unknown): Promise<T> =>
  answer<T>(await send('POST', `/predict/${encodeURIComponent(endpoint)}`, body))

/** `?a=1&b=2` of what is given; nothing of what is not. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const pairs = Object.entries(values).filter(([, v]) => v !== undefined && v !== null && v !== '')
  return pairs.length === 0 ? '' : '?' + pairs.map(([k, v]) => `${k}=${encodeURIComponent(String(v))}`).join('&')
}

export const enc = encodeURIComponent
