import { useEffect } from 'react'
import { places } from './places'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** `g` and a letter go to a place, `/` to the page's search field, `?` shows this. */
export function useShortcuts(go: (to: string) => void, help: (open: (was: boolean) => boolean) => void): void {
  useEffect(() => {
    let armed = 0
    const onKey = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return
      if (e.key === '?') return help((was) => !was)
      if (e.key === '/') {
        const field = document.querySelector<HTMLInputElement>('[data-search]')
        if (field) {
          e.preventDefault()
          field.focus()
        }
        return
      }
      if (e.key === 'g') {
        armed = performance.now()
        return
      }
      const place = performance.now() - armed < 1500 ? places.find((p) => p.key === e.key) : undefined
      armed = 0
      if (place) go(place.to)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [go, help])
}
