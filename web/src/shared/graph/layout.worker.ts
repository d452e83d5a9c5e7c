import { layout, type LayoutRequest } from './layout'

self.onmessage = (message: MessageEvent<LayoutRequest & { id: number }>) => {
  self.postMessage({ id: message.data.id, ...layout(message.data) })
}
