import { lazy, Suspense, useSyncExternalStore } from 'react'
import { told } from './notify'

const Shown = lazy(() => import('@mantine/notifications').then((m) => ({ default: m.Notifications })))

/** Where results of what was done are told. Loaded when there is the first. */
export function Notices() {
  return useSyncExternalStore(told.subscribe, told.read) ? (
    <Suspense>
      <Shown position="bottom-right" />
    </Suspense>
  ) : null
}
