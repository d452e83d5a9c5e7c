import { useComputedColorScheme } from '@mantine/core'
import { CustomChart, LineChart as Lines, ScatterChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useWords } from '../use'

echarts.use([
  Lines,
  ScatterChart,
  CustomChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  MarkLineComponent,
  AriaComponent,
  SVGRenderer,
])

export interface Line {
  name: string
  points: [number | string, number | null][]
  /** Interval of each point, drawn as a band. */
  band?: [number | null, number | null][]
  dashed?: boolean
  dots?: boolean
}

const dashes = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]] as const

/** Lines over time or over a number, with their intervals as bands and bounds as dashed marks. */
export default function LineChart({
  title,
  lines,
  x,
  xName,
  yName,
  bounds = [],
  fromZero,
  height = 240,
  xRange,
  yRange,
  format,
}: {
  title: string
  lines: Line[]
  x: 'time' | 'value'
  xName?: string
  yName?: string
  bounds?: { value: number; name: string }[]
  fromZero?: boolean
  height?: number
  xRange?: [number, number]
  yRange?: [number, number]
  format?: (v: number) => string
}) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<echarts.ECharts | null>(null)
  const scheme = useComputedColorScheme()
  const { n, lang } = useWords()
  useEffect(() => {
    if (!box.current) return
    const c = (chart.current = echarts.init(box.current, undefined, { renderer: 'svg' }))
    const watch = new ResizeObserver(() => c.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      c.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => {
    const style = getComputedStyle(document.documentElement)
    const ink = (name: string) => style.getPropertyValue(name).trim()
    const palette = [ink('--accent'), ink('--soft'), ink('--warn'), ink('--good'), ink('--bad')]
    const shown = format ?? n
    // how many lines the names of the lines take above the chart
    const width = box.current?.clientWidth || 600
    const legend = lines.length > 1 ? Math.ceil(lines.reduce((sum, l) => sum + l.name.length * 6.5 + 42, 0) / width) : 0
    // what is counted has no halves
    const whole = lines.every((l) => l.points.every((p) => p[1] === null || Number.isInteger(p[1])))
    const times = lines.flatMap((l) => l.points.map((p) => Date.parse(String(p[0])))).filter(Number.isFinite)
    const days = x === 'time' && Math.max(...times) - Math.min(...times) > 2 * 86_400_000
    const clock = new Intl.DateTimeFormat(
      lang,
      days ? { month: 'short', day: 'numeric' } : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    )
    const axis = {
      axisLine: { lineStyle: { color: ink('--line') } },
      axisLabel: { color: ink('--soft'), fontSize: 11 },
      splitLine: { lineStyle: { color: ink('--line') } },
      nameTextStyle: { color: ink('--soft'), fontSize: 11 },
      nameLocation: 'middle' as const,
    }
    chart.current?.setOption(
      {
        animation: false,
        aria: { enabled: true, label: { description: title } },
        grid: { left: 8, right: 16, top: legend > 0 ? 16 + 18 * legend : 14, bottom: xName ? 26 : 6, containLabel: true },
        legend:
          lines.length > 1
            ? { top: 0, left: 0, textStyle: { color: ink('--ink'), fontSize: 11 }, itemWidth: 22, data: lines.map((l) => l.name) }
            : undefined,
        tooltip: {
          trigger: 'axis',
          backgroundColor: ink('--paper'),
          borderColor: ink('--line'),
          textStyle: { color: ink('--ink'), fontSize: 12 },
          valueFormatter: (v: unknown) => (typeof v === 'number' ? shown(v) : '–'),
          confine: true,
        },
        xAxis: {
          type: x,
          name: xName,
          nameGap: 24,
          min: xRange?.[0],
          max: xRange?.[1],
          scale: true,
          splitNumber: 5,
          // no mark twice: the labels tell days, or minutes
          ...(x === 'time' ? { minInterval: days ? 86_400_000 : 60_000 } : {}),
          ...axis,
          axisLabel: { ...axis.axisLabel, hideOverlap: true, ...(x === 'time' ? { formatter: (v: number) => clock.format(v) } : {}) },
          splitLine: { show: false },
        },
        yAxis: {
          type: 'value',
          name: yName,
          nameGap: 44,
          scale: !fromZero,
          min: yRange?.[0] ?? (fromZero ? 0 : undefined),
          minInterval: whole ? 1 : undefined,
          max: yRange?.[1],
          ...axis,
          axisLabel: { ...axis.axisLabel, formatter: (v: number) => shown(v) },
        },
        series: [
          ...lines.flatMap((l, i) => (l.band ? [band(l, palette[i % palette.length] ?? '')] : [])),
          ...lines.map((l, i) => ({
            name: l.name,
            type: l.dots ? 'scatter' : 'line',
            data: l.points,
            symbol: 'circle',
            symbolSize: l.dots ? 3 : 5,
            // a point between two gaps is no line: it must show itself
            showSymbol: l.points.filter((p) => p[1] !== null).length < 60,
            sampling: 'lttb',
            itemStyle: { color: palette[i % palette.length], opacity: l.dots ? 0.5 : 1 },
            lineStyle: { color: palette[i % palette.length], width: 2, type: l.dashed ? 'dashed' : dashes[i % dashes.length] },
            markLine:
              i === 0 && bounds.length > 0
                ? {
                    silent: true,
                    symbol: 'none',
                    lineStyle: { color: ink('--ink'), type: 'dashed' },
                    label: { color: ink('--ink'), fontSize: 11, formatter: (p: { name: string }) => p.name, position: 'insideEndTop' },
                    data: bounds.map((b) => ({ yAxis: b.value, name: b.name })),
                  }
                : undefined,
          })),
        ],
      },
      { notMerge: true },
    )
  }, [title, lines, x, xName, yName, bounds, fromZero, scheme, n, lang, xRange, yRange, format])
  return (
    <figure style={{ margin: 0, minWidth: 0 }}>
      <figcaption style={{ fontSize: '0.85rem', fontWeight: 600, marginBottom: 4 }}>{title}</figcaption>
      <div ref={box} style={{ height }} role="img" aria-label={title} data-testid="chart" />
    </figure>
  )
}

interface Api {
  value: (i: number) => number
  coord: (p: [number | string, number]) => [number, number]
}

// a custom shape: each interval joined to the next one as a filled piece
function band(line: Line, color: string) {
  const data = line.points.map((p, i) => [p[0], line.band?.[i]?.[0] ?? null, line.band?.[i]?.[1] ?? null])
  return {
    type: 'custom',
    silent: true,
    z: 1,
    tooltip: { show: false },
    data: data.map((d, i) => [...d, i]),
    renderItem: (p: { dataIndex: number }, api: Api) => {
      const a = data[p.dataIndex]
      const b = data[p.dataIndex + 1]
      if (!a || a[1] === null || a[2] === null) return null
      const at = (d: (string | number | null)[], k: number) => api.coord([d[0] as number, d[k] as number])
      if (!b || b[1] === null || b[2] === null) {
        const [px, py] = at(a, 1)
        return { type: 'line', shape: { x1: px, y1: py, x2: px, y2: at(a, 2)[1] }, style: { stroke: color, opacity: 0.4 } }
      }
      return { type: 'polygon', shape: { points: [at(a, 1), at(b, 1), at(b, 2), at(a, 2)] }, style: { fill: color, opacity: 0.16 } }
    },
    encode: { x: 0, y: [1, 2] },
  }
}
