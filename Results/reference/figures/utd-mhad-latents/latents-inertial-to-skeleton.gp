# Draws latents-inertial-to-skeleton.svg from latents-inertial-to-skeleton-1.csv, latents-inertial-to-skeleton-2.csv.
# Type: gnuplot latents-inertial-to-skeleton.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,379 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'latents_inertial_to_skeleton' background 'white'
set output 'latents-inertial-to-skeleton.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, cross-subject (overlap=disjoint): inertial → skeleton' at screen 0.02381,0.97423 left font ',7.5' textcolor rgb '#222222' front
set label 'Test samples of the split cross-subject. Dots: inertial. Rings: skeleton. Lines join the' at screen 0.02381,0.94576 left font ',6' textcolor rgb '#555555' front
set label 'two latents of a sample.' at screen 0.02381,0.92046 left font ',6' textcolor rgb '#555555' front
set label 'The two first principal components of both modalities together. 4 persons, 430 test' at screen 0.02381,0.89516 left font ',6' textcolor rgb '#555555' front
set label 'samples.' at screen 0.02381,0.86986 left font ',6' textcolor rgb '#555555' front
set label '' at screen 0.03571,0.35649 point pt 7 ps 0.5*s lc rgb '#aa1818' front
set label 'swipe-left' at screen 0.05357,0.35649 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.33119 point pt 7 ps 0.5*s lc rgb '#dd795f' front
set label 'swipe-right' at screen 0.05357,0.33119 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.30589 point pt 7 ps 0.5*s lc rgb '#aa5518' front
set label 'wave' at screen 0.05357,0.30589 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.28059 point pt 7 ps 0.5*s lc rgb '#ddad5f' front
set label 'clap' at screen 0.05357,0.28059 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.25529 point pt 7 ps 0.5*s lc rgb '#aa9118' front
set label 'throw' at screen 0.05357,0.25529 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.22999 point pt 7 ps 0.5*s lc rgb '#d8dd5f' front
set label 'cross-arms' at screen 0.05357,0.22999 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.20469 point pt 7 ps 0.5*s lc rgb '#86aa18' front
set label 'basketball-shoot' at screen 0.05357,0.20469 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.17939 point pt 7 ps 0.5*s lc rgb '#a4dd5f' front
set label 'draw-x' at screen 0.05357,0.17939 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.15409 point pt 7 ps 0.5*s lc rgb '#4aaa18' front
set label 'draw-circle-clockwise' at screen 0.05357,0.15409 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.12879 point pt 7 ps 0.5*s lc rgb '#70dd5f' front
set label 'draw-circle-counter-clockwise' at screen 0.05357,0.12879 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.10349 point pt 7 ps 0.5*s lc rgb '#18aa23' front
set label 'draw-triangle' at screen 0.05357,0.10349 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.07819 point pt 7 ps 0.5*s lc rgb '#5fdd83' front
set label 'bowling' at screen 0.05357,0.07819 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.05289 point pt 7 ps 0.5*s lc rgb '#18aa5f' front
set label 'boxing' at screen 0.05357,0.05289 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.03571,0.02759 point pt 7 ps 0.5*s lc rgb '#5fddb7' front
set label 'baseball-swing' at screen 0.05357,0.02759 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.35649 point pt 7 ps 0.5*s lc rgb '#18aa9c' front
set label 'tennis-swing' at screen 0.52976,0.35649 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.33119 point pt 7 ps 0.5*s lc rgb '#5fcfdd' front
set label 'arm-curl' at screen 0.52976,0.33119 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.30589 point pt 7 ps 0.5*s lc rgb '#187baa' front
set label 'tennis-serve' at screen 0.52976,0.30589 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.28059 point pt 7 ps 0.5*s lc rgb '#5f9bdd' front
set label 'push' at screen 0.52976,0.28059 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.25529 point pt 7 ps 0.5*s lc rgb '#183faa' front
set label 'knock' at screen 0.52976,0.25529 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.22999 point pt 7 ps 0.5*s lc rgb '#5f67dd' front
set label 'catch' at screen 0.52976,0.22999 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.20469 point pt 7 ps 0.5*s lc rgb '#2e18aa' front
set label 'pick-up-and-throw' at screen 0.52976,0.20469 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.17939 point pt 7 ps 0.5*s lc rgb '#8c5fdd' front
set label 'jog' at screen 0.52976,0.17939 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.15409 point pt 7 ps 0.5*s lc rgb '#6a18aa' front
set label 'walk' at screen 0.52976,0.15409 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.12879 point pt 7 ps 0.5*s lc rgb '#c05fdd' front
set label 'sit-to-stand' at screen 0.52976,0.12879 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.10349 point pt 7 ps 0.5*s lc rgb '#a618aa' front
set label 'stand-to-sit' at screen 0.52976,0.10349 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.07819 point pt 7 ps 0.5*s lc rgb '#dd5fc6' front
set label 'lunge' at screen 0.52976,0.07819 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.05289 point pt 7 ps 0.5*s lc rgb '#aa1871' front
set label 'squat' at screen 0.52976,0.05289 left font ',6' textcolor rgb '#222222' front
set offsets graph 0.04, graph 0.04, graph 0.04, graph 0.04
set multiplot
set lmargin at screen 0.09524
set rmargin at screen 0.5
set bmargin at screen 0.43389
set tmargin at screen 0.77255
set label 'none' at screen 0.29762,0.81737 center font ',7' textcolor rgb '#222222' front
set label 'accuracy 3.0 % [1.9, 4.8]' at screen 0.29762,0.79048 center font ',6' textcolor rgb '#222222' front
set label 'component 1 (49 % of variance)' at screen 0.29762,0.40898 center font ',6' textcolor rgb '#222222' front
set label 'component 2 (12 % of variance)' at screen 0.06548,0.60322 center rotate by 90 font ',6' textcolor rgb '#222222' front
plot 'latents-inertial-to-skeleton-1.csv' using (column('sourceX')):(column('sourceY')):(column('targetX')-column('sourceX')):(column('targetY')-column('sourceY')) with vectors nohead lw 0.4 lc rgb '#cccccc', \
  'latents-inertial-to-skeleton-1.csv' using (column('targetX')):(column('targetY')):(column('colour')) with points pt 6 ps 0.35*s lw 0.8 lc rgb variable, \
  'latents-inertial-to-skeleton-1.csv' using (column('sourceX')):(column('sourceY')):(column('colour')) with points pt 7 ps 0.28*s lc rgb variable
unset label
unset arrow
set lmargin at screen 0.57143
set rmargin at screen 0.97619
set bmargin at screen 0.43389
set tmargin at screen 0.77255
set label 'perfect' at screen 0.77381,0.81737 center font ',7' textcolor rgb '#222222' front
set label 'accuracy 89.3 % [76.2, 95.6]' at screen 0.77381,0.79048 center font ',6' textcolor rgb '#222222' front
set label 'component 1 (25 % of variance)' at screen 0.77381,0.40898 center font ',6' textcolor rgb '#222222' front
set label 'component 2 (10 % of variance)' at screen 0.54167,0.60322 center rotate by 90 font ',6' textcolor rgb '#222222' front
plot 'latents-inertial-to-skeleton-2.csv' using (column('sourceX')):(column('sourceY')):(column('targetX')-column('sourceX')):(column('targetY')-column('sourceY')) with vectors nohead lw 0.4 lc rgb '#cccccc', \
  'latents-inertial-to-skeleton-2.csv' using (column('targetX')):(column('targetY')):(column('colour')) with points pt 6 ps 0.35*s lw 0.8 lc rgb variable, \
  'latents-inertial-to-skeleton-2.csv' using (column('sourceX')):(column('sourceY')):(column('colour')) with points pt 7 ps 0.28*s lc rgb variable
unset label
unset arrow
unset multiplot
set output
if (turn < words(forms)) reread
