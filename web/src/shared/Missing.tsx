import { useEffect } from 'react'
import { get, Problem } from '../api/client'
import { Failure } from './Page'

const reloaded = 'rondo.reloaded'
const offline = new Problem(0, { code: 'web.offline' })

/** Whether a part of the pages did not come, as the browsers say it: the server is gone, or has newer pages than these. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|importing a module script|preload CSS/i.test(error.message)

/** Stands in for that part. A browser does not ask for it twice: when the server answers again, the page is loaded anew. */
export function Missing() {
  useEffect(() => {
    const look = () =>
      get('/system').then(again, (e: unknown) => {
        if (e instanceof Problem && e.status > 0) again()
      })
    void look()
    const timer = setInterval(() => void look(), 2000)
    return () => clearInterval(timer)
  }, [])
  return <Failure error={offline} retry={() => window.location.reload()} />
}

// once in a while by itself: what is missing for good must not turn in a circle
function again() {
  if (Date.now() - Number(sessionStorage.getItem(reloaded) ?? 0) < 30_000) return
  sessionStorage.setItem(reloaded, String(Date.now()))
  window.location.reload()
}
