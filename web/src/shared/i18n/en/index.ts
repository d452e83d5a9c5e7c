import { data } from './data'
import { deployment } from './deployment'
import { modeling } from './modeling'
import { monitoring } from './monitoring'
import { pipelines } from './pipelines'
import { scoping } from './scoping'
import { shared } from './shared'

/** Every word of the pages in English, a file a theme. `zh-TW/` has the same keys; types hold them together. */
export const en = { ...data, ...deployment, ...modeling, ...monitoring, ...pipelines, ...scoping, ...shared }

/** What a translation of a theme has to say, in a language with one form for one and many. */
export type Translated<T> = Record<Exclude<keyof T, `${string}_one`>, string>
