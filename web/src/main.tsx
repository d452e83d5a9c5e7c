import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './shared/theme.css'
import './shared/tables.css'
import './shared/shell.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { client } from './api/queries'
import { App } from './App'
import { start } from './shared/i18n'
import { Notices } from './shared/Notices'
import { theme, variables } from './shared/theme'

await start()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <Notices />
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}
