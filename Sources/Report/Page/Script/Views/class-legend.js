// The classes of the pictures of latents: a name brings its class forward.

function classLegend(board, classes, lighting) {
  return el(
    'div',
    { class: 'legend-list columns-list', role: 'group', 'aria-label': 'Classes' },
    classes.map((index, order) => {
      const { hue, shape } = classLook(order);
      const item = button(
        [
          draw(
            'svg',
            {
              class: 'swatch',
              width: 14,
              height: 14,
              viewBox: '-7 -7 14 14',
              'aria-hidden': 'true',
              style: { '--hue': hue },
            },
            marker(shape, 5, { class: 'source-point' }),
          ),
          className(board, index),
        ],
        () => lighting.hold(index),
        { class: 'legend-item', 'aria-pressed': 'false', 'data-legend': index },
      );
      item.addEventListener('pointerenter', () => lighting.show(index));
      item.addEventListener('pointerleave', () => lighting.show(lighting.held));
      item.addEventListener('focus', () => lighting.show(index));
      item.addEventListener('blur', () => lighting.show(lighting.held));
      lighting.items.set(index, item);
      return item;
    }),
  );
}
