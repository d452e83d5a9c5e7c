const waiting = new Set<() => void>()
let asked = false

/** Whether anything was ever told: until then, what shows it is not even loaded. */
export const told = {
  read: () => asked,
  subscribe: (changed: () => void) => {
    waiting.add(changed)
    return () => waiting.delete(changed)
  },
}

/** Tells the result of what was done, for a moment. */
export async function notify(message: string, close: string): Promise<void> {
  asked = true
  waiting.forEach((changed) => changed())
  const { notifications } = await import('@mantine/notifications')
  notifications.show({ message, autoClose: 4000, closeButtonProps: { 'aria-label': close } })
}
