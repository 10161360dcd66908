# Draws spectrum-modality-1-to-modality-2-parameters-noise-1-canonical-correl.svg from spectrum-modality-1-to-modality-2-parameters-noise-1-canonical-correl.csv, spectrum-modality-1-to-modality-2-parameters-noise-1-canonical-correl-k.csv.
# Type: gnuplot spectrum-modality-1-to-modality-2-parameters-noise-1-canonical-correl.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,309 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'spectrum_modality_1_to_modality_2_parameters_noise_1_canonical_correl' background 'white'
set output 'spectrum-modality-1-to-modality-2-parameters-noise-1-canonical-correl.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'synthetic, random-40-40-10-10 (draws=1 overlap=disjoint):' at screen 0.02381,0.96838 left font ',7.5' textcolor rgb '#222222' front
set label 'modality-1 → modality-2' at screen 0.02381,0.92958 left font ',7.5' textcolor rgb '#222222' front
set label 'Encoders: modality-1: synthetic (parameters.noise=1); modality-2: synthetic' at screen 0.02381,0.89466 left font ',6' textcolor rgb '#555555' front
set label '(parameters.noise=1).' at screen 0.02381,0.86363 left font ',6' textcolor rgb '#555555' front
set label '8 persons, 200 test samples. Of one split. Markers: the last direction that is kept (k).' at screen 0.02381,0.83259 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.03644 to screen 0.08333,0.03644 nohead lw 1.2 dt 1 lc rgb '#0b5fb4' back
set label '' at screen 0.05357,0.03644 point pt 7 ps 0.6*s lc rgb '#0b5fb4' front
set label 'ridge-cca' at screen 0.10119,0.03644 left font ',7' textcolor rgb '#222222' front
set lmargin at screen 0.17857
set rmargin at screen 0.96429
set bmargin at screen 0.18285
set tmargin at screen 0.7743
set xrange [0.5:2.5]
set xtics 1,1,2 nomirror offset 0,0.4
set ytics nomirror offset 0.4,0 format '%g'
set grid xtics ytics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'direction of the latent space, in the order of choice' at screen 0.57143,0.10953 center font ',7' textcolor rgb '#222222' front
set label 'canonical correlations' at screen 0.02976,0.47857 center rotate by 90 font ',7' textcolor rgb '#222222' front
plot 'spectrum-modality-1-to-modality-2-parameters-noise-1-canonical-correl.csv' using (column('direction')):(column('series') == 1 ? column('value') : NaN) with linespoints pt 7 ps 0.3*s lw 1.2 dt 1 lc rgb '#0b5fb4', \
  'spectrum-modality-1-to-modality-2-parameters-noise-1-canonical-correl-k.csv' using (column('k')):(column('series') == 1 ? column('value') : NaN) with points pt 7 ps 0.8*s lc rgb '#0b5fb4', \
  'spectrum-modality-1-to-modality-2-parameters-noise-1-canonical-correl-k.csv' using (column('series') == 1 ? column('k') : NaN):(column('value')) with impulses lw 0.8 dt 3 lc rgb '#0b5fb4'
set output
if (turn < words(forms)) reread
