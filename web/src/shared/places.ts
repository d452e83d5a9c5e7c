import { IconBell, IconChecklist, IconCloudUp, IconDatabase, IconHistory, IconRoute, IconStack2, IconTable } from '@tabler/icons-react'

/** The places of the menu, each with the letter that goes there after `g`. */
export const places = [
  { to: '/', key: 'l', name: 'project', icon: IconRoute, under: ['/projects'] },
  { to: '/data', key: 'd', name: 'data', icon: IconDatabase, under: [] },
  { to: '/runs', key: 'r', name: 'runs', icon: IconTable, under: [] },
  { to: '/models', key: 'm', name: 'models', icon: IconStack2, under: [] },
  { to: '/reviews', key: 'v', name: 'reviews', icon: IconChecklist, under: [] },
  { to: '/endpoints', key: 'e', name: 'endpoints', icon: IconCloudUp, under: ['/retrainings', '/predictions'] },
  { to: '/alerts', key: 'a', name: 'alerts', icon: IconBell, under: [] },
  { to: '/audit', key: 'h', name: 'audit', icon: IconHistory, under: [] },
] as const
