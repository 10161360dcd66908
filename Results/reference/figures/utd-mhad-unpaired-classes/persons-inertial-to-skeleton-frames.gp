# Draws persons-inertial-to-skeleton-frames.svg from persons-inertial-to-skeleton-frames.csv.
# Type: gnuplot persons-inertial-to-skeleton-frames.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,287 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'persons_inertial_to_skeleton_frames' background 'white'
set output 'persons-inertial-to-skeleton-frames.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, unpaired-classes (candidates=unpaired draws=12):' at screen 0.02381,0.96587 left font ',7.5' textcolor rgb '#222222' front
set label 'inertial → skeleton' at screen 0.02381,0.92399 left font ',7.5' textcolor rgb '#222222' front
set label 'Encoders: inertial: imu-kinematics > frames; skeleton: limb-kinematics > frames.' at screen 0.02381,0.88629 left font ',6' textcolor rgb '#555555' front
set label 'wccn' at screen 0.02381,0.85279 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 1718 test samples, 12 splits. Accuracy on the target (%). One cell''s 95 %' at screen 0.02381,0.81929 left font ',6' textcolor rgb '#555555' front
set label '(Wilson, clips): up to ±5 points.' at screen 0.02381,0.78578 left font ',6' textcolor rgb '#555555' front
set label 'target-supervised' at screen 0.28404,0.72814 right font ',7' textcolor rgb '#777777' front
set label 'source-on-source' at screen 0.28404,0.68593 right font ',7' textcolor rgb '#777777' front
set label 'ridge-cca' at screen 0.28404,0.64371 right font ',7' textcolor rgb '#222222' front
set label 'gcca' at screen 0.28404,0.6015 right font ',7' textcolor rgb '#222222' front
set label 'cca' at screen 0.28404,0.55929 right font ',7' textcolor rgb '#222222' front
set label 'reduced-rank-ridge' at screen 0.28404,0.51708 right font ',7' textcolor rgb '#222222' front
set label 'ridge-map' at screen 0.28404,0.47487 right font ',7' textcolor rgb '#222222' front
set label 'pls-svd' at screen 0.28404,0.43266 right font ',7' textcolor rgb '#222222' front
set label 'procrustes' at screen 0.28404,0.39045 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=200' at screen 0.28404,0.34824 right font ',7' textcolor rgb '#222222' front
set label 'none' at screen 0.28404,0.30603 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=60' at screen 0.28404,0.26382 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.28404,0.22161 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.28404,0.1794 right font ',7' textcolor rgb '#222222' front
set lmargin at screen 0.29595
set rmargin at screen 0.72452
set bmargin at screen 0.15829
set tmargin at screen 0.74924
set xrange [0.5:4.5]
set yrange [14.5:0.5]
set palette defined (0 '#f7fbff', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
set cbrange [0:1]
set label '2' at screen 0.34952,0.12835 center font ',6' textcolor rgb '#222222' front
set label '4' at screen 0.45666,0.12835 center font ',6' textcolor rgb '#222222' front
set label '6' at screen 0.5638,0.12835 center font ',6' textcolor rgb '#222222' front
set label '8' at screen 0.67095,0.12835 center font ',6' textcolor rgb '#222222' front
set label 'person' at screen 0.51023,0.08917 center font ',7' textcolor rgb '#222222' front
set label 'accuracy (%)' at screen 0.02381,0.02638 left font ',6' textcolor rgb '#222222' front
set label '0' at screen 0.20864,0.02638 right font ',6' textcolor rgb '#222222' front
set label '100' at screen 0.58959,0.02638 left font ',6' textcolor rgb '#222222' front
set colorbox horizontal user origin 0.22054,0.01319 size 0.35714,0.02638 noborder
unset cbtics
plot 'persons-inertial-to-skeleton-frames.csv' using (column('column')):(column('row')):(column('column')-0.47):(column('column')+0.47):(column('row')-0.47):(column('row')+0.47):(column('accuracy')) with boxxyerror fs solid 1 noborder lc palette z, \
  'persons-inertial-to-skeleton-frames.csv' using (column('column')):(column('row')+0):(sprintf('%.0f', 100*column('accuracy'))):(column('accuracy') > 0.55 ? 0xffffff : 0x222222) with labels font ',6' tc rgb variable
set output
if (turn < words(forms)) reread
