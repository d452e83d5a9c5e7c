import { data } from './data'
import { deployment } from './deployment'
import { modeling } from './modeling'
import { monitoring } from './monitoring'
import { pipelines } from './pipelines'
import { scoping } from './scoping'
import { shared } from './shared'

export { phrases } from './phrases'

/** Every word of the pages, for readers in Taiwan. */
export const zhTW = { ...data, ...deployment, ...modeling, ...monitoring, ...pipelines, ...scoping, ...shared }
