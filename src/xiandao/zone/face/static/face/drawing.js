// Draws the charts of a page. The chart library is fetched only where a chart stands.
"use strict";

(() => {
  let library;
  const fetchLibrary = () => {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = document.body.dataset.charts;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  };

  // A chart wears the page's colours, so that it can be read by night too.
  const dress = () => {
    const styles = getComputedStyle(document.documentElement);
    const colour = (name) => styles.getPropertyValue(name).trim();
    const axis = {
      domainColor: colour("--line-strong"),
      gridColor: colour("--line"),
      labelColor: colour("--ink-soft"),
      tickColor: colour("--line-strong"),
      titleColor: colour("--ink-soft"),
    };
    return {
      background: "transparent",
      font: colour("--font"),
      view: { stroke: null },
      axis,
      legend: { labelColor: axis.labelColor, titleColor: axis.titleColor },
      header: { labelColor: axis.labelColor, titleColor: axis.titleColor },
      title: { color: colour("--ink") },
      text: { color: colour("--ink") },
      mark: { color: colour("--chart-1") },
      range: { category: [1, 2, 3, 4, 5, 6].map((number) => colour(`--chart-${number}`)) },
    };
  };

  const draw = async (place) => {
    place.dataset.chart = "drawn";
    try {
      await fetchLibrary();
      const spec = JSON.parse(place.parentElement.querySelector("template").content.textContent);
      const isOneView = "mark" in spec || "layer" in spec;
      const { view } = await window.vegaEmbed(place, isOneView ? { ...spec, width: "container" } : spec, {
        actions: false,
        ast: true, // the policy of the page allows no code made out of strings
        config: dress(),
        defaultStyle: false,
        renderer: "svg",
        tooltip: { disableDefaultStyle: true },
      });
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener(
        "change",
        () => {
          view.finalize();
          draw(place);
        },
        { once: true },
      );
    } catch {
      // The figures stand in the table below; it opens in place of the drawing.
      const figure = place.closest("figure");
      figure.classList.add("chart-failed");
      figure.querySelector("details")?.setAttribute("open", "");
    }
  };

  const drawAll = () => document.querySelectorAll('[data-chart=""]').forEach(draw);
  document.addEventListener("DOMContentLoaded", drawAll);
  document.addEventListener("htmx:afterSettle", drawAll);
})();
