import { Notifications } from '@mantine/notifications'

/** Where results of what was done are told, for a moment. */
export default function Notices() {
  return <Notifications position="bottom-right" />
}
