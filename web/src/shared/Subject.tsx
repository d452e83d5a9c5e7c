import { enc } from '../api/client'
import { shortId } from './format'
import { To } from './Page'

/** The page of the thing an event is about: `model:bike@3`, `endpoint:bike`, `alert:ID`, … */
export function Subject({ of }: { of: string }) {
  const [kind = '', name = ''] = of.split(/:(.*)/s)
  const pages: Record<string, string> = { endpoint: '/endpoints/', alert: '/alerts/', review: '/reviews/', run: '/runs/' }
  const href =
    kind === 'model' && name.includes('@')
      ? `/models/${name.split('@').map(enc).join('/')}`
      : pages[kind] && name
        ? pages[kind] + enc(name)
        : null
  const shown = `${kind}:${/^[0-9a-f]{32}$/.test(name) ? shortId(name) : name}`
  return href ? <To href={href}>{shown}</To> : <span className="word">{name ? shown : of}</span>
}
