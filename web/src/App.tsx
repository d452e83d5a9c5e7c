import { Component, lazy, Suspense, useEffect, type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { Problem } from './api/client'
import { follow } from './api/events'
import { useGet } from './api/queries'
import type { System } from './api/types'
import { Home } from './scoping/Home'
import { isMissing, Missing } from './shared/Missing'
import { Empty, Failure, Page, Waiting } from './shared/Page'
import { Shell } from './shared/Shell'
import { keepTime, useWords } from './shared/use'

// every page but the first comes when it is opened
const SignIn = lazy(() => import('./shared/SignIn'))
const Charter = lazy(() => import('./scoping/CharterPage'))
const Audit = lazy(() => import('./scoping/AuditPage'))
const People = lazy(() => import('./scoping/PeoplePage'))
const Datasets = lazy(() => import('./data/DatasetsPage'))
const Dataset = lazy(() => import('./data/DatasetPage'))
const Pipeline = lazy(() => import('./pipelines/PipelinePage'))
const Runs = lazy(() => import('./pipelines/RunsPage'))
const Compare = lazy(() => import('./pipelines/ComparePage'))
const Run = lazy(() => import('./pipelines/RunPage'))
const Models = lazy(() => import('./modeling/ModelsPage'))
const Version = lazy(() => import('./modeling/VersionPage'))
const Reviews = lazy(() => import('./modeling/ReviewsPage'))
const Review = lazy(() => import('./modeling/ReviewPage'))
const Endpoints = lazy(() => import('./deployment/EndpointsPage'))
const Endpoint = lazy(() => import('./deployment/EndpointPage'))
const Alerts = lazy(() => import('./deployment/AlertsPage'))
const Alert = lazy(() => import('./deployment/AlertPage'))
const Retraining = lazy(() => import('./deployment/RetrainingPage'))
const Prediction = lazy(() => import('./deployment/PredictionPage'))

export function App() {
  const system = useGet<System>('/system')
  const known = system.data !== undefined
  const { t } = useWords()
  useEffect(() => {
    if (known) follow()
  }, [known])
  if (system.data) keepTime(system.data.time, system.dataUpdatedAt)
  if (system.error instanceof Problem && (system.error.status === 401 || system.error.status === 403))
    return (
      <Suspense>
        <SignIn />
      </Suspense>
    )
  if (!system.data)
    return (
      <main className="content">{system.error ? <Failure error={system.error} retry={() => void system.refetch()} /> : <Waiting />}</main>
    )
  return (
    <Shell system={system.data}>
      <Boundary>
        <Switch>
          <Route path="/">
            <Home project={system.data.project} />
          </Route>
          <Route path="/projects/:p">{({ p }) => <Home project={p} />}</Route>
          <Route path="/projects/:p/charter">{({ p }) => <Charter project={p} />}</Route>
          <Route path="/projects/:p/pipeline">{({ p }) => <Pipeline project={p} />}</Route>
          <Route path="/data">
            <Datasets />
          </Route>
          <Route path="/data/:d">{({ d }) => <Dataset name={d} version="latest" />}</Route>
          <Route path="/data/:d/:v">{({ d, v }) => <Dataset name={d} version={v} />}</Route>
          <Route path="/runs">
            <Runs />
          </Route>
          <Route path="/runs/compare">
            <Compare />
          </Route>
          <Route path="/runs/:id">{({ id }) => <Run key={id} id={id} />}</Route>
          <Route path="/models">
            <Models />
          </Route>
          <Route path="/models/:m/:v">{({ m, v }) => <Version key={`${m}@${v}`} model={m} version={v} />}</Route>
          <Route path="/reviews">
            <Reviews />
          </Route>
          <Route path="/reviews/:id">{({ id }) => <Review key={id} id={id} />}</Route>
          <Route path="/endpoints">
            <Endpoints />
          </Route>
          <Route path="/endpoints/:e">{({ e }) => <Endpoint key={e} name={e} tab="traffic" />}</Route>
          <Route path="/endpoints/:e/:tab">{({ e, tab }) => <Endpoint key={e} name={e} tab={tab} />}</Route>
          <Route path="/alerts">
            <Alerts />
          </Route>
          <Route path="/alerts/:id">{({ id }) => <Alert key={id} id={id} />}</Route>
          <Route path="/retrainings/:id">{({ id }) => <Retraining key={id} id={id} />}</Route>
          <Route path="/predictions/:id">{({ id }) => <Prediction key={id} id={id} />}</Route>
          <Route path="/audit">
            <Audit />
          </Route>
          <Route path="/people">
            <People />
          </Route>
          <Route>
            <Page title={t('error.nopage')}>
              <Empty what={t('error.nopage.how')} />
            </Page>
          </Route>
        </Switch>
      </Boundary>
    </Shell>
  )
}

/** A fault of a page is shown in its place; the way out stays. */
class Boundary extends Component<{ children: ReactNode }, { error: unknown; at: string }> {
  override state = { error: null as unknown, at: '' }

  static getDerivedStateFromError(error: unknown) {
    return { error, at: window.location.pathname }
  }

  override render() {
    const { error, at } = this.state
    if (error === null || at !== window.location.pathname) return this.props.children
    return isMissing(error) ? <Missing /> : <Failure error={error} retry={() => this.setState({ error: null, at: '' })} />
  }
}
