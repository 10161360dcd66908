# Draws persons-modality-2-to-modality-1.svg from persons-modality-2-to-modality-1.csv.
# Type: gnuplot persons-modality-2-to-modality-1.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,204 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'persons_modality_2_to_modality_1' background 'white'
set output 'persons-modality-2-to-modality-1.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'synthetic, random-40-40-10-10 (draws=5 overlap=disjoint):' at screen 0.02381,0.95215 left font ',7.5' textcolor rgb '#222222' front
set label 'modality-2 → modality-1' at screen 0.02381,0.89343 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.84058 left font ',6' textcolor rgb '#555555' front
set label '8 persons, 1000 test samples, 5 splits. Accuracy on the target (%). One cell''s 95 %' at screen 0.02381,0.7936 left font ',6' textcolor rgb '#555555' front
set label '(Wilson, clips): up to ±9 points.' at screen 0.02381,0.74662 left font ',6' textcolor rgb '#555555' front
set label 'source-on-source' at screen 0.29715,0.6658 right font ',7' textcolor rgb '#777777' front
set label 'target-supervised' at screen 0.29715,0.60662 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.29715,0.54744 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft' at screen 0.29715,0.48826 right font ',7' textcolor rgb '#222222' front
set label 'perfect' at screen 0.29715,0.42907 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca' at screen 0.29715,0.36989 right font ',7' textcolor rgb '#222222' front
set label 'none' at screen 0.29715,0.31071 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.29715,0.25153 right font ',7' textcolor rgb '#777777' front
set lmargin at screen 0.30906
set rmargin at screen 0.97619
set bmargin at screen 0.22193
set tmargin at screen 0.69539
set xrange [0.5:8.5]
set yrange [8.5:0.5]
set palette defined (0 '#f7fbff', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
set cbrange [0:1]
set label '1' at screen 0.35075,0.17995 center font ',6' textcolor rgb '#222222' front
set label '2' at screen 0.43414,0.17995 center font ',6' textcolor rgb '#222222' front
set label '3' at screen 0.51754,0.17995 center font ',6' textcolor rgb '#222222' front
set label '4' at screen 0.60093,0.17995 center font ',6' textcolor rgb '#222222' front
set label '5' at screen 0.68432,0.17995 center font ',6' textcolor rgb '#222222' front
set label '6' at screen 0.76771,0.17995 center font ',6' textcolor rgb '#222222' front
set label '7' at screen 0.8511,0.17995 center font ',6' textcolor rgb '#222222' front
set label '8' at screen 0.93449,0.17995 center font ',6' textcolor rgb '#222222' front
set label 'person' at screen 0.64262,0.12502 center font ',7' textcolor rgb '#222222' front
set label 'accuracy (%)' at screen 0.02381,0.03699 left font ',6' textcolor rgb '#222222' front
set label '0' at screen 0.20864,0.03699 right font ',6' textcolor rgb '#222222' front
set label '100' at screen 0.58959,0.03699 left font ',6' textcolor rgb '#222222' front
set colorbox horizontal user origin 0.22054,0.01849 size 0.35714,0.03699 noborder
unset cbtics
plot 'persons-modality-2-to-modality-1.csv' using (column('column')):(column('row')):(column('column')-0.47):(column('column')+0.47):(column('row')-0.47):(column('row')+0.47):(column('accuracy')) with boxxyerror fs solid 1 noborder lc palette z, \
  'persons-modality-2-to-modality-1.csv' using (column('column')):(column('row')+0):(sprintf('%.0f', 100*column('accuracy'))):(column('accuracy') > 0.55 ? 0xffffff : 0x222222) with labels font ',6' tc rgb variable
set output
if (turn < words(forms)) reread
