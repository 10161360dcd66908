# Draws latents-modality-1-to-modality-2-parameters-noise-0.svg from latents-modality-1-to-modality-2-parameters-noise-0-1.csv, latents-modality-1-to-modality-2-parameters-noise-0-2.csv.
# Type: gnuplot latents-modality-1-to-modality-2-parameters-noise-0.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,286 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'latents_modality_1_to_modality_2_parameters_noise_0' background 'white'
set output 'latents-modality-1-to-modality-2-parameters-noise-0.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'synthetic, random-40-40-10-10 (draws=1 overlap=disjoint):' at screen 0.02381,0.96579 left font ',7.5' textcolor rgb '#222222' front
set label 'modality-1 → modality-2' at screen 0.02381,0.92381 left font ',7.5' textcolor rgb '#222222' front
set label 'Encoders: modality-1: synthetic (parameters.noise=0); modality-2: synthetic' at screen 0.02381,0.88602 left font ',6' textcolor rgb '#555555' front
set label '(parameters.noise=0).' at screen 0.02381,0.85244 left font ',6' textcolor rgb '#555555' front
set label 'Test samples of the split draw-1. Dots: modality-1. Rings: modality-2. Lines join the' at screen 0.02381,0.81885 left font ',6' textcolor rgb '#555555' front
set label 'two latents of a sample.' at screen 0.02381,0.78527 left font ',6' textcolor rgb '#555555' front
set label 'The two first principal components of both modalities together. 8 persons, 200 test' at screen 0.02381,0.75169 left font ',6' textcolor rgb '#555555' front
set label 'samples.' at screen 0.02381,0.7181 left font ',6' textcolor rgb '#555555' front
set label '' at screen 0.03571,0.03663 point pt 7 ps 0.5*s lc rgb '#0072b2' front
set label 'component-1' at screen 0.05357,0.03663 left font ',6' textcolor rgb '#222222' front
set label '' at screen 0.5119,0.03663 point pt 7 ps 0.5*s lc rgb '#d55e00' front
set label 'component-2' at screen 0.52976,0.03663 left font ',6' textcolor rgb '#222222' front
set offsets graph 0.04, graph 0.04, graph 0.04, graph 0.04
set multiplot
set lmargin at screen 0.09524
set rmargin at screen 0.5
set bmargin at screen 0.13936
set tmargin at screen 0.58892
set label 'none' at screen 0.29762,0.64842 center font ',7' textcolor rgb '#222222' front
set label 'accuracy 99.0 % [95.9, 99.8]' at screen 0.29762,0.61272 center font ',6' textcolor rgb '#222222' front
set label 'component 1 (97 % of variance)' at screen 0.29762,0.10631 center font ',6' textcolor rgb '#222222' front
set label 'component 2 (3 % of variance)' at screen 0.06548,0.36414 center rotate by 90 font ',6' textcolor rgb '#222222' front
plot 'latents-modality-1-to-modality-2-parameters-noise-0-1.csv' using (column('sourceX')):(column('sourceY')):(column('targetX')-column('sourceX')):(column('targetY')-column('sourceY')) with vectors nohead lw 0.4 lc rgb '#cccccc', \
  'latents-modality-1-to-modality-2-parameters-noise-0-1.csv' using (column('targetX')):(column('targetY')):(column('colour')) with points pt 6 ps 0.35*s lw 0.8 lc rgb variable, \
  'latents-modality-1-to-modality-2-parameters-noise-0-1.csv' using (column('sourceX')):(column('sourceY')):(column('colour')) with points pt 7 ps 0.28*s lc rgb variable
unset label
unset arrow
set lmargin at screen 0.57143
set rmargin at screen 0.97619
set bmargin at screen 0.13936
set tmargin at screen 0.58892
set label 'perfect' at screen 0.77381,0.64842 center font ',7' textcolor rgb '#222222' front
set label 'accuracy 99.5 % [96.4, 99.9]' at screen 0.77381,0.61272 center font ',6' textcolor rgb '#222222' front
set label 'component 1 (98 % of variance)' at screen 0.77381,0.10631 center font ',6' textcolor rgb '#222222' front
set label 'component 2 (2 % of variance)' at screen 0.54167,0.36414 center rotate by 90 font ',6' textcolor rgb '#222222' front
plot 'latents-modality-1-to-modality-2-parameters-noise-0-2.csv' using (column('sourceX')):(column('sourceY')):(column('targetX')-column('sourceX')):(column('targetY')-column('sourceY')) with vectors nohead lw 0.4 lc rgb '#cccccc', \
  'latents-modality-1-to-modality-2-parameters-noise-0-2.csv' using (column('targetX')):(column('targetY')):(column('colour')) with points pt 6 ps 0.35*s lw 0.8 lc rgb variable, \
  'latents-modality-1-to-modality-2-parameters-noise-0-2.csv' using (column('sourceX')):(column('sourceY')):(column('colour')) with points pt 7 ps 0.28*s lc rgb variable
unset label
unset arrow
unset multiplot
set output
if (turn < words(forms)) reread
