# Draws confusion-modality-2-to-modality-1.svg from confusion-modality-2-to-modality-1.csv.
# Type: gnuplot confusion-modality-2-to-modality-1.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,172 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'confusion_modality_2_to_modality_1' background 'white'
set output 'confusion-modality-2-to-modality-1.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'synthetic, random-40-40-10-10 (draws=5 overlap=disjoint):' at screen 0.02381,0.94309 left font ',7.5' textcolor rgb '#222222' front
set label 'modality-2 → modality-1' at screen 0.02381,0.87327 left font ',7.5' textcolor rgb '#222222' front
set label 'student-teacher, gaussian-mixture' at screen 0.02381,0.81042 left font ',6' textcolor rgb '#555555' front
set label 'accuracy 99.9 % [99.0, 100.0] (95 % over subjects and splits). 8 persons, 1000 test' at screen 0.02381,0.75456 left font ',6' textcolor rgb '#555555' front
set label 'samples, 5 splits.' at screen 0.02381,0.6987 left font ',6' textcolor rgb '#555555' front
set label '1  component-1' at screen 0.24651,0.54981 right font ',6' textcolor rgb '#222222' front
set label '2  component-2' at screen 0.24651,0.37387 right font ',6' textcolor rgb '#222222' front
set lmargin at screen 0.25841
set rmargin at screen 0.44889
set bmargin at screen 0.2859
set tmargin at screen 0.63778
set xrange [0.5:2.5]
set yrange [2.5:0.5]
set palette defined (0 '#f7fbff', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
set cbrange [0:1]
set label '1' at screen 0.30603,0.23598 center font ',6' textcolor rgb '#222222' front
set label '2' at screen 0.40127,0.23598 center font ',6' textcolor rgb '#222222' front
set label 'predicted class' at screen 0.35365,0.17066 center font ',7' textcolor rgb '#222222' front
set label 'true class' at screen 0.02976,0.46184 center rotate by 90 font ',7' textcolor rgb '#222222' front
set label 'share of the true class (%); numbers: samples' at screen 0.02381,0.04399 left font ',6' textcolor rgb '#222222' front
set label '0' at screen 0.57558,0.04399 right font ',6' textcolor rgb '#222222' front
set label '100' at screen 0.93416,0.04399 left font ',6' textcolor rgb '#222222' front
set colorbox horizontal user origin 0.58748,0.02199 size 0.33477,0.04399 noborder
unset cbtics
plot 'confusion-modality-2-to-modality-1.csv' using (column('column')):(column('share') > 0 ? column('row') : NaN):(column('column')-0.47):(column('column')+0.47):(column('row')-0.47):(column('row')+0.47):(column('share')) with boxxyerror fs solid 1 noborder lc palette z, \
  'confusion-modality-2-to-modality-1.csv' using (column('column')):(column('row')+0):(column('count') > 0 ? sprintf('%.0f', column('count')) : ''):(column('share') > 0.55 ? 0xffffff : 0x222222) with labels font ',6' tc rgb variable
set output
if (turn < words(forms)) reread
