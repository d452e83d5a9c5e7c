import { QueryClient, keepPreviousData, useInfiniteQuery, useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { Problem, get, getText } from './client'
import type { Page } from './types'

// what is measured as traffic flows is told by no event: it is asked for again while it is looked at
const measured = ['/alerts', '/endpoints', '/retrainings']

/** The key of a query is its path, so that an event of the server can name what has changed. */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      refetchInterval: ({ queryKey }) => (measured.some((p) => String(queryKey[0]).startsWith(p)) ? 15_000 : false),
      retry: (count, error) => count < 2 && (!(error instanceof Problem) || error.status === 0 || error.status >= 500),
    },
  },
})

type Options = Pick<UseQueryOptions, 'enabled' | 'refetchInterval' | 'staleTime'>

export function useGet<T>(path: string, options: Options = {}) {
  return useQuery<T>({
    queryKey: [path],
    queryFn: ({ signal }) => get<T>(path, signal),
    placeholderData: keepPreviousData,
    ...(options as object),
  })
}

/** Without the former answer while a new one comes: for pages that must not show one thing under another's name. */
export function useGetFresh<T>(path: string, options: Options = {}) {
  return useQuery<T>({ queryKey: [path], queryFn: ({ signal }) => get<T>(path, signal), ...(options as object) })
}

export function useText(path: string, options: Options = {}) {
  return useQuery<string>({ queryKey: [path], queryFn: ({ signal }) => getText(path, signal), ...(options as object) })
}

/** A long list, page by page. `path` already carries its filters. */
export function usePages<T>(path: string, options: { enabled?: boolean } = {}) {
  return useInfiniteQuery({
    // another shape than one answer of the same path: kept apart from it
    queryKey: [path, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      get<Page<T>>(pageParam ? `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(pageParam)}` : path, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  })
}

/** What begins with one of these paths is asked for again where it is shown. */
export function invalidate(...prefixes: string[]): void {
  void client.invalidateQueries({ predicate: (q) => prefixes.some((p) => String(q.queryKey[0]).startsWith(p)) })
}
