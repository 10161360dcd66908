# Draws persons-depth-to-inertial.svg from persons-depth-to-inertial.csv.
# Type: gnuplot persons-depth-to-inertial.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,313 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'persons_depth_to_inertial' background 'white'
set output 'persons-depth-to-inertial.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, cross-subject (overlap=disjoint): depth → inertial' at screen 0.02381,0.96879 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.93431 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 430 test samples. Accuracy on the target (%). One cell''s 95 % (Wilson,' at screen 0.02381,0.90367 left font ',6' textcolor rgb '#555555' front
set label 'clips): up to ±8 points.' at screen 0.02381,0.87303 left font ',6' textcolor rgb '#555555' front
set label 'target-supervised' at screen 0.39358,0.82031 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.39358,0.78171 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft' at screen 0.39358,0.74311 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=128 ridge=0.03' at screen 0.39358,0.70451 right font ',7' textcolor rgb '#222222' front
set label 'infonce' at screen 0.39358,0.6659 right font ',7' textcolor rgb '#222222' front
set label 'source-on-source' at screen 0.39358,0.6273 right font ',7' textcolor rgb '#777777' front
set label 'perfect k=64 standardised' at screen 0.39358,0.5887 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64' at screen 0.39358,0.55009 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=128' at screen 0.39358,0.51149 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64 shared' at screen 0.39358,0.47289 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=32' at screen 0.39358,0.43428 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=64' at screen 0.39358,0.39568 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=128' at screen 0.39358,0.35708 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=128 standardised' at screen 0.39358,0.31848 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32' at screen 0.39358,0.27987 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32 standardised' at screen 0.39358,0.24127 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.39358,0.20267 right font ',7' textcolor rgb '#777777' front
set label 'none' at screen 0.39358,0.16406 right font ',7' textcolor rgb '#222222' front
set lmargin at screen 0.40548
set rmargin at screen 0.83405
set bmargin at screen 0.14476
set tmargin at screen 0.83962
set xrange [0.5:4.5]
set yrange [18.5:0.5]
set palette defined (0 '#f7fbff', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
set cbrange [0:1]
set label '2' at screen 0.45905,0.11738 center font ',6' textcolor rgb '#222222' front
set label '4' at screen 0.5662,0.11738 center font ',6' textcolor rgb '#222222' front
set label '6' at screen 0.67334,0.11738 center font ',6' textcolor rgb '#222222' front
set label '8' at screen 0.78048,0.11738 center font ',6' textcolor rgb '#222222' front
set label 'person' at screen 0.61977,0.08155 center font ',7' textcolor rgb '#222222' front
set label 'accuracy (%)' at screen 0.02381,0.02413 left font ',6' textcolor rgb '#222222' front
set label '0' at screen 0.20864,0.02413 right font ',6' textcolor rgb '#222222' front
set label '100' at screen 0.58959,0.02413 left font ',6' textcolor rgb '#222222' front
set colorbox horizontal user origin 0.22054,0.01206 size 0.35714,0.02413 noborder
unset cbtics
plot 'persons-depth-to-inertial.csv' using (column('column')):(column('row')):(column('column')-0.47):(column('column')+0.47):(column('row')-0.47):(column('row')+0.47):(column('accuracy')) with boxxyerror fs solid 1 noborder lc palette z, \
  'persons-depth-to-inertial.csv' using (column('column')):(column('row')+0):(sprintf('%.0f', 100*column('accuracy'))):(column('accuracy') > 0.55 ? 0xffffff : 0x222222) with labels font ',6' tc rgb variable
set output
if (turn < words(forms)) reread
